'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { makerName } from '../../../_live/makers.ts';
import type { Template } from '../../../_live/shapes.ts';
import { When } from '../../../_live/time.tsx';
import { useFailureWords } from '../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { RowLink } from '../../../_ui/row-link.tsx';
import { Cell, Row } from '../../../_ui/table.tsx';
import { useToast } from '../../../_ui/toast.tsx';

export function TemplateRow({ template }: { template: Template }) {
  const words = useTranslations('templates');
  const { vendor, scope, about, label, settings, updatedAt, updatedBy } = template;
  const address = `/admin/advanced-services/templates/edit?${new URLSearchParams({ vendor, scope, about })}`;
  return (
    <Row>
      <Cell label={words('make')} className="font-semibold">
        {makerName(vendor)}
      </Cell>
      <Cell label={words('scope')}>
        <RowLink href={address}>{scope === 'tenant' ? words('tenant') : `${words(scope)} ${label}`}</RowLink>
      </Cell>
      <Cell label={words('settings')}>
        {settings.length === 0 ? words('none') : words('count', { count: settings.length })}
      </Cell>
      <Cell label={words('changed')} className="text-muted">
        <When at={updatedAt} /> {words('by', { name: updatedBy })}
      </Cell>
      <Cell label="" className="text-right">
        <UndoButton id={template.id} />
      </Cell>
    </Row>
  );
}

function UndoButton({ id }: { id: string }) {
  const words = useTranslations('templates');
  const failureWords = useFailureWords();
  const say = useToast();
  const queryClient = useQueryClient();
  const undo = useMutation(
    useTRPC().templates.undo.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        say({ kind: 'good', text: words('undone') });
      },
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
  return (
    <Button size="small" isBusy={undo.isPending} onClick={() => undo.mutate({ id })}>
      <Undo2 aria-hidden="true" />
      {words('undo')}
    </Button>
  );
}
