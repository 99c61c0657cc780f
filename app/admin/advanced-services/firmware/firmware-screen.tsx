'use client';

import { useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { makerName } from '../../../_live/makers.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { FilesCard } from './files-card.tsx';
import type { Make } from './firmware-values.ts';
import { ModelCard } from './model-card.tsx';
import { UploadSheet } from './upload-sheet.tsx';

type Props = { makes: readonly Make[]; sites: readonly string[] };

/** Which models and versions are out there, and what each shall have. */
export function FirmwareScreen({ makes, sites }: Props) {
  const words = useTranslations('firmware');
  const area = useTranslations('nav')('advancedServices');
  const overview = useQuery(useTRPC().firmware.overview.queryOptions());
  const [isUploading, setIsUploading] = useState(false);
  const { models = [], files = [], maxBytes = 0 } = overview.data ?? {};
  const without = makes.filter(({ fileNameExample }) => fileNameExample === null).map(({ id }) => id);
  const isEmpty = overview.isSuccess && models.length === 0;
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')}>
        <Button kind="primary" onClick={() => setIsUploading(true)}>
          <Upload aria-hidden="true" />
          {words('upload')}
        </Button>
      </PageHeader>
      <ListState list={overview} />
      {isEmpty && <EmptyState title={words('emptyTitle')} text={words('emptyText')} />}
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        {models.map((model) => (
          <ModelCard key={`${model.vendor} ${model.model}`} model={model} files={files} sites={sites} />
        ))}
      </div>
      {overview.isSuccess && <FilesCard files={files} />}
      <p className="mt-6 text-sm text-muted">
        {words('notByUs', { makes: without.map(makerName).join(', ') })}
      </p>
      <UploadSheet
        isOpen={isUploading}
        onOpenChange={setIsUploading}
        makes={makes}
        models={models}
        maxBytes={maxBytes}
      />
    </>
  );
}
