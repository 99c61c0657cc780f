'use client';

import { CircleStop, Pause, Play, RotateCcw, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FirmwareFile, FirmwareModel } from '../../../_live/shapes.ts';
import { When } from '../../../_live/time.tsx';
import { Button } from '../../../_ui/button.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { steps } from './firmware-values.ts';
import { RollOutSheet } from './roll-out-sheet.tsx';
import { useFirmwareAction } from './use-firmware-action.ts';

type Props = { model: FirmwareModel; files: readonly FirmwareFile[]; sites: readonly string[] };

/** What the phones of a model shall have, how far that is, and what one can do about it. */
export function RollOutPart({ model, files, sites }: Props) {
  const words = useTranslations('firmware');
  const [isOpen, setIsOpen] = useState(false);
  const { rollout } = model;
  const isOn = rollout !== null && rollout.firmwareId !== null;
  return (
    <div className="mt-5 border-t border-line pt-4">
      {isOn && <Progress model={model} />}
      <div className="flex flex-wrap gap-2">
        <Button size="small" kind={isOn ? 'secondary' : 'primary'} onClick={() => setIsOpen(true)}>
          {words(isOn ? 'change' : 'choose')}
        </Button>
        {rollout !== null && <RollOutButtons rollout={rollout} hasFailures={model.progress.failed > 0} />}
      </div>
      <RollOutSheet
        key={`${rollout?.updatedAt} ${isOpen}`}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        model={model}
        files={files}
        sites={sites}
      />
    </div>
  );
}

function Progress({ model: { progress, failures, rollout } }: { model: FirmwareModel }) {
  const words = useTranslations('firmware');
  const failureWords = useTranslations('firmware.failures');
  if (rollout === null) return null;
  return (
    <div className="mb-4 grid gap-3">
      <p className="text-[0.95rem]">
        {rollout.sites === null
          ? words('wantedEverywhere', { version: rollout.version ?? '' })
          : words('wantedAt', { version: rollout.version ?? '', sites: rollout.sites.join(', ') })}{' '}
        <span className="text-muted">
          <When at={rollout.updatedAt} />, {rollout.updatedBy}
        </span>
      </p>
      {rollout.paused && (
        <Notice kind="warning">
          {words(rollout.pauseReason === 'failing' ? 'pausedFailing' : 'paused')}
        </Notice>
      )}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1 text-[0.95rem] sm:grid-cols-3">
        {steps
          .filter((step) => progress[step] > 0)
          .map((step) => (
            <div key={step} className="flex justify-between gap-2">
              <dt className="text-muted">{words(step)}</dt>
              <dd className="font-semibold tabular-nums">{progress[step]}</dd>
            </div>
          ))}
      </dl>
      {failures.length > 0 && (
        <ul className="grid gap-1 text-sm">
          {failures.map(({ deskId, displayName, reason, at }) => (
            <li key={deskId}>
              <Link
                href={`/admin/advanced-services/hot-desking/${deskId}`}
                className="font-semibold text-primary underline underline-offset-4"
              >
                {displayName}
              </Link>{' '}
              {failureWords(reason)}{' '}
              <span className="text-muted">
                <When at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type ButtonsProps = { rollout: NonNullable<FirmwareModel['rollout']>; hasFailures: boolean };

function RollOutButtons({ rollout, hasFailures }: ButtonsProps) {
  const words = useTranslations('firmware');
  const action = useFirmwareAction();
  const { id, firmwareId, paused, vendor, model } = rollout;
  const isOn = firmwareId !== null;
  return (
    <>
      {isOn && !paused && (
        <Button size="small" isBusy={action.pause.isPending} onClick={() => action.pause.mutate({ id })}>
          <Pause aria-hidden="true" />
          {words('pause')}
        </Button>
      )}
      {isOn && paused && !hasFailures && (
        <Button size="small" isBusy={action.resume.isPending} onClick={() => action.resume.mutate({ id })}>
          <Play aria-hidden="true" />
          {words('resume')}
        </Button>
      )}
      {isOn && hasFailures && (
        <Button size="small" isBusy={action.retry.isPending} onClick={() => action.retry.mutate({ id })}>
          <RotateCcw aria-hidden="true" />
          {words('retry')}
        </Button>
      )}
      {isOn && (
        <Button
          size="small"
          isBusy={action.set.isPending}
          onClick={() => action.set.mutate({ vendor, model, firmwareId: null })}
        >
          <CircleStop aria-hidden="true" />
          {words('stop')}
        </Button>
      )}
      <Button size="small" isBusy={action.undo.isPending} onClick={() => action.undo.mutate({ id })}>
        <Undo2 aria-hidden="true" />
        {words('undo')}
      </Button>
    </>
  );
}
