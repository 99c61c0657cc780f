'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { makerName } from '../../../_live/makers.ts';
import type { FirmwareFile } from '../../../_live/shapes.ts';
import { When } from '../../../_live/time.tsx';
import { Button } from '../../../_ui/button.tsx';
import { Confirm } from '../../../_ui/dialog.tsx';
import { Cell, Row, Table } from '../../../_ui/table.tsx';
import { megabytes } from './firmware-values.ts';
import { useFirmwareAction } from './use-firmware-action.ts';

/** What was uploaded. */
export function FilesCard({ files }: { files: readonly FirmwareFile[] }) {
  const words = useTranslations('firmware');
  return (
    <section className="mt-8">
      <h2 className="mb-3 text-xl font-bold tracking-tight">{words('files')}</h2>
      {files.length === 0 ? (
        <p className="text-muted">{words('noFiles')}</p>
      ) : (
        <Table
          caption={words('files')}
          columns={[
            words('version'),
            words('models'),
            words('file'),
            words('uploaded'),
            { unseen: words('remove') },
          ]}
        >
          {files.map((file) => (
            <FileRow key={file.id} file={file} />
          ))}
        </Table>
      )}
    </section>
  );
}

function FileRow({ file }: { file: FirmwareFile }) {
  const words = useTranslations('firmware');
  const common = useTranslations('common');
  const { remove } = useFirmwareAction();
  const { id, vendor, version, models, fileName, bytes, sha256, uploadedAt, uploadedBy } = file;
  return (
    <Row>
      <Cell label={words('version')} className="font-semibold">
        {makerName(vendor)} {version}
      </Cell>
      <Cell label={words('models')}>{models.join(', ')}</Cell>
      <Cell label={words('file')}>
        <span className="wrap-anywhere">{fileName}</span>
        <span className="block text-sm text-muted" title={`SHA-256 ${sha256}`}>
          {words('size', { megabytes: megabytes(bytes) })}, SHA-256 {sha256.slice(0, 12)}…
        </span>
      </Cell>
      <Cell label={words('uploaded')} className="text-muted">
        <When at={uploadedAt} />, {uploadedBy}
      </Cell>
      <Cell label="" className="text-right">
        <Confirm
          trigger={
            <Button size="small" isBusy={remove.isPending} aria-label={`${words('remove')} ${fileName}`}>
              <Trash2 aria-hidden="true" />
              {words('remove')}
            </Button>
          }
          title={words('removeTitle', { file: fileName })}
          text={words('removeText')}
          confirmWords={words('remove')}
          cancelWords={common('cancel')}
          onConfirm={() => remove.mutate({ id })}
        />
      </Cell>
    </Row>
  );
}
