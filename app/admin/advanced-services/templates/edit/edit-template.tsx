'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Template } from '../../../../_live/shapes.ts';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Card } from '../../../../_ui/card.tsx';
import { TextAreaField } from '../../../../_ui/field.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { SaveBar } from '../../../../_ui/save-bar.tsx';
import { useToast } from '../../../../_ui/toast.tsx';
import { readTemplateLines, type Target, templateOf, toTemplateText } from '../template-values.ts';
import { Findings } from './findings.tsx';
import { PreviewCard } from './preview-card.tsx';
import { TargetCard, type TemplateDesk } from './target-card.tsx';
import { usePreview } from './use-preview.ts';

const LIST = '/admin/advanced-services/templates';

type Props = {
  templates: readonly Template[];
  makes: readonly string[];
  sites: readonly string[];
  desks: readonly TemplateDesk[];
  initial: Target;
};

export function EditTemplate({ templates, makes, sites, desks, initial }: Props) {
  const words = useTranslations('templates');
  const [target, setTarget] = useState({ ...initial, vendor: initial.vendor || (makes[0] ?? '') });
  const textOf = (one: Target) => toTemplateText(templateOf(templates, one)?.settings);
  const [text, setText] = useState(textOf(target));
  const [deskId, setDeskId] = useState<string>();
  const ofMake = desks.filter(({ vendor }) => vendor === target.vendor);
  const shown =
    ofMake.find(({ id }) => id === deskId) ?? ofMake.find((desk) => isFor(target, desk)) ?? ofMake[0];
  const { settings, wrong } = readTemplateLines(text);
  const isComplete = target.scope === 'tenant' || target.about !== '';
  const template = { ...target, settings };
  const preview = usePreview(isComplete ? template : undefined, shown?.id ?? null);
  const save = useSave();
  return (
    <>
      <PageHeader area={words('title')} title={words(templateOf(templates, initial) ? 'edit' : 'add')} />
      <form
        aria-label={words('title')}
        className="grid grid-cols-1 gap-6"
        onSubmit={(event) => {
          event.preventDefault();
          save.run(template);
        }}
      >
        {save.problem !== undefined && <Notice kind="problem">{save.problem}</Notice>}
        <TargetCard
          target={target}
          {...{ makes, sites }}
          desks={ofMake}
          onChange={(next) => {
            if (text === textOf(target)) setText(textOf(next));
            setTarget(next);
          }}
        />
        <Card className="grid grid-cols-1 gap-4">
          <TextAreaField
            label={words('lines')}
            hint={words('linesHint')}
            rows={10}
            spellCheck={false}
            autoCapitalize="none"
            className="font-mono text-sm"
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={wrong[0] === undefined ? undefined : words('noSign', { line: wrong[0] })}
          />
          <Findings preview={preview} isEmpty={settings.length === 0} />
        </Card>
        <PreviewCard desks={ofMake} deskId={shown?.id} onDesk={setDeskId} preview={preview} />
        <SaveBar onCancel={save.leave} isBusy={save.isBusy} isDisabled={!isComplete || wrong.length > 0} />
      </form>
    </>
  );
}

const isFor = ({ scope, about }: Target, desk: TemplateDesk): boolean =>
  ({
    tenant: true,
    model: desk.model?.toLowerCase() === about.toLowerCase(),
    site: desk.site === about,
    desk: desk.id === about,
  })[scope];

function useSave() {
  const words = useTranslations('templates');
  const failureWords = useFailureWords();
  const router = useRouter();
  const queryClient = useQueryClient();
  const say = useToast();
  const leave = () => router.push(LIST);
  const set = useMutation(
    useTRPC().templates.set.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        say({ kind: 'good', text: words('saved') });
        leave();
        router.refresh();
      },
    }),
  );
  const isInvalid = set.error?.data?.perch?.code === 'invalid';
  const problem = isInvalid ? words('refused') : failureWords(set.error);
  return {
    run: (template: Parameters<typeof set.mutate>[0]) => set.mutate(template),
    ...{ isBusy: set.isPending, leave, problem: set.isError ? problem : undefined },
  };
}
