'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { makerName } from '../../../_live/makers.ts';
import type { FirmwareModel } from '../../../_live/shapes.ts';
import { Button } from '../../../_ui/button.tsx';
import { Sheet } from '../../../_ui/dialog.tsx';
import { SelectField, TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { ProgressBar } from '../../../_ui/progress-bar.tsx';
import { type Make, megabytes, versionIn } from './firmware-values.ts';
import { useUpload } from './use-upload.ts';

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  makes: readonly Make[];
  models: readonly FirmwareModel[];
  maxBytes: number;
};

export function UploadSheet({ isOpen, onOpenChange, ...given }: Props) {
  const words = useTranslations('firmware');
  return (
    <Sheet
      title={words('uploadTitle')}
      text={words('uploadText')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <UploadForm {...given} onDone={() => onOpenChange(false)} />
    </Sheet>
  );
}

type FormProps = Omit<Props, 'isOpen' | 'onOpenChange'> & { onDone: () => void };

/** What a file's name says is filled in; what its phones say of themselves is offered. */
function UploadForm({ makes, models: known, maxBytes, onDone }: FormProps) {
  const words = useTranslations('firmware');
  const taking = makes.filter(({ fileNameExample }) => fileNameExample !== null);
  const first = known.find(({ takesFirmware }) => takesFirmware)?.vendor ?? taking[0]?.id ?? '';
  const [vendor, setVendor] = useState(first);
  const [file, setFile] = useState<File>();
  const [version, setVersion] = useState('');
  const [models, setModels] = useState('');
  const { upload, progress, problem } = useUpload(onDone);
  const isTooLarge = file !== undefined && file.size > maxBytes;
  const seen = known.filter((one) => one.vendor === vendor && one.model !== '').map(({ model }) => model);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (file !== undefined) upload(file, { vendor, version, models });
  };
  return (
    <form onSubmit={send} className="grid gap-4">
      <SelectField label={words('make')} value={vendor} onChange={({ target }) => setVendor(target.value)}>
        {taking.map(({ id }) => (
          <option key={id} value={id}>
            {makerName(id)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words('file')}
        type="file"
        required
        className="py-2"
        hint={words('fileHint', {
          example: taking.find(({ id }) => id === vendor)?.fileNameExample ?? '',
          megabytes: megabytes(maxBytes),
        })}
        error={isTooLarge ? words('tooLarge', { megabytes: megabytes(maxBytes) }) : undefined}
        onChange={({ target }) => {
          const chosen = target.files?.[0];
          setFile(chosen);
          if (chosen !== undefined && version === '') setVersion(versionIn(chosen.name));
        }}
      />
      <TextField
        label={words('version')}
        required
        hint={words('versionHint')}
        value={version}
        onChange={({ target }) => setVersion(target.value)}
      />
      <TextField
        label={words('models')}
        required
        hint={seen.length === 0 ? words('modelsHint') : words('modelsSeen', { models: seen.join(', ') })}
        value={models}
        onChange={({ target }) => setModels(target.value)}
      />
      {problem !== undefined && <Notice kind="problem">{problem}</Notice>}
      <div className="flex flex-wrap items-center justify-end gap-3">
        {progress !== undefined && (
          <ProgressBar
            aria-label={words('uploading')}
            className="w-auto min-w-32 flex-1"
            max={1}
            value={progress}
          />
        )}
        <Button type="submit" kind="primary" isBusy={progress !== undefined} disabled={isTooLarge}>
          {words('upload')}
        </Button>
      </div>
    </form>
  );
}
