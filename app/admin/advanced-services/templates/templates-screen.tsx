'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Head, Table } from '../../../_ui/table.tsx';
import { TemplateRow } from './template-row.tsx';

export function TemplatesScreen() {
  const words = useTranslations('templates');
  const area = useTranslations('nav')('advancedServices');
  const list = useQuery(useTRPC().templates.list.queryOptions());
  const templates = list.data?.items ?? [];
  const isEmpty = list.isSuccess && templates.length === 0;
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')}>
        {!isEmpty && <AddButton />}
      </PageHeader>
      <ListState list={list} />
      {isEmpty && (
        <EmptyState title={words('emptyTitle')} text={words('emptyText')}>
          <AddButton />
        </EmptyState>
      )}
      {templates.length > 0 && (
        <Table
          caption={words('title')}
          head={
            <>
              <Head>{words('make')}</Head>
              <Head>{words('scope')}</Head>
              <Head>{words('settings')}</Head>
              <Head>{words('changed')}</Head>
              <Head>
                <span className="sr-only">{words('undo')}</span>
              </Head>
            </>
          }
        >
          {templates.map((template) => (
            <TemplateRow key={template.id} template={template} />
          ))}
        </Table>
      )}
    </>
  );
}

function AddButton() {
  const words = useTranslations('templates');
  return (
    <Button asChild kind="primary">
      <Link href="/admin/advanced-services/templates/edit">
        <Plus aria-hidden="true" />
        {words('add')}
      </Link>
    </Button>
  );
}
