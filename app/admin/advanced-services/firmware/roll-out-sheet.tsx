'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { makerName } from '../../../_live/makers.ts';
import type { FirmwareFile, FirmwareModel } from '../../../_live/shapes.ts';
import { Button } from '../../../_ui/button.tsx';
import { Sheet } from '../../../_ui/dialog.tsx';
import { SelectField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { filesFor } from './firmware-values.ts';
import { useFirmwareAction } from './use-firmware-action.ts';

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  model: FirmwareModel;
  files: readonly FirmwareFile[];
  sites: readonly string[];
};

/** Which firmware a model shall have, and where. */
export function RollOutSheet({ isOpen, onOpenChange, model, files, sites }: Props) {
  const words = useTranslations('firmware');
  const common = useTranslations('common');
  const { set } = useFirmwareAction();
  const fitting = filesFor(files, model);
  const { rollout } = model;
  const [firmwareId, setFirmwareId] = useState(rollout?.firmwareId ?? fitting[0]?.id ?? '');
  const [chosen, setChosen] = useState<readonly string[] | null>(rollout?.sites ?? null);
  const isNowhere = chosen !== null && chosen.length === 0;
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wish = { vendor: model.vendor, model: model.model, firmwareId };
    set.mutate(
      { ...wish, sites: chosen === null ? null : [...chosen] },
      { onSuccess: () => onOpenChange(false) },
    );
  };
  const all = [...new Set([...sites, ...(rollout?.sites ?? [])])].sort();
  return (
    <Sheet
      title={words('rollOutTitle', { model: `${makerName(model.vendor)} ${model.model}` })}
      text={words('rollOutText')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      {fitting.length === 0 ? (
        <Notice kind="warning">{words('noFile')}</Notice>
      ) : (
        <form onSubmit={save} className="grid gap-5">
          <SelectField
            label={words('version')}
            value={firmwareId}
            onChange={({ target }) => setFirmwareId(target.value)}
          >
            {fitting.map(({ id, version, fileName }) => (
              <option key={id} value={id}>
                {version} ({fileName})
              </option>
            ))}
          </SelectField>
          <SelectField
            label={words('where')}
            hint={words(chosen === null ? 'everywhereText' : 'someSitesText')}
            value={chosen === null ? 'all' : 'some'}
            onChange={({ target }) => setChosen(target.value === 'all' ? null : [])}
          >
            <option value="all">{words('everywhere')}</option>
            <option value="some" disabled={all.length === 0}>
              {words('someSites')}
            </option>
          </SelectField>
          {chosen !== null && <SiteBoxes sites={all} chosen={chosen} onChange={setChosen} />}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
            <Button type="submit" kind="primary" isBusy={set.isPending} disabled={isNowhere}>
              {words('rollOut')}
            </Button>
          </div>
        </form>
      )}
    </Sheet>
  );
}

type BoxesProps = {
  sites: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
};

function SiteBoxes({ sites, chosen, onChange }: BoxesProps) {
  const words = useTranslations('firmware');
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.95rem] font-semibold">{words('sites')}</legend>
      <div className="grid gap-1 sm:grid-cols-2">
        {sites.map((site) => (
          <label key={site} className="flex min-h-9 pointer-coarse:min-h-11 items-center gap-3">
            <input
              type="checkbox"
              className="size-5 shrink-0 accent-primary"
              checked={chosen.includes(site)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, site] : chosen.filter((one) => one !== site))
              }
            />
            <span className="wrap-anywhere">{site}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
