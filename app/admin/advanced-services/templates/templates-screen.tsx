'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '../../../_trpc/react.tsx';
import { AddLink } from '../../../_ui/add-link.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Table } from '../../../_ui/table.tsx';
import { TemplateRow } from './template-row.tsx';

const ADD = '/admin/advanced-services/templates/edit';

export function TemplatesScreen() {
  const words = useTranslations('templates');
  const area = useTranslations('nav')('advancedServices');
  const list = useQuery(useTRPC().templates.list.queryOptions());
  const templates = list.data?.items ?? [];
  const isEmpty = list.isSuccess && templates.length === 0;
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')}>
        {!isEmpty && <AddLink href={ADD}>{words('add')}</AddLink>}
      </PageHeader>
      <ListState list={list} />
      {isEmpty && (
        <EmptyState title={words('emptyTitle')} text={words('emptyText')}>
          <AddLink href={ADD}>{words('add')}</AddLink>
        </EmptyState>
      )}
      {templates.length > 0 && (
        <Table
          caption={words('title')}
          columns={[
            words('make'),
            words('scope'),
            words('settings'),
            words('changed'),
            { unseen: words('undo') },
          ]}
        >
          {templates.map((template) => (
            <TemplateRow key={template.id} template={template} />
          ))}
        </Table>
      )}
    </>
  );
}
