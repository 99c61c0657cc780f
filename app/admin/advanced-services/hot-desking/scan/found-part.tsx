'use client';

import { CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { macText } from '../../../../_live/mac.tsx';
import { makerName } from '../../../../_live/makers.ts';
import type { LabelReading } from './read-label.ts';
import { type Choice, macOf, NONE, serialsFor } from './take-from-label.ts';

type Props = { label: LabelReading; choice: Choice; onChoose: (choice: Choice) => void };

/** What was read so far, in words, and the choice where there is one. */
export function FoundPart({ label, choice, onChoose }: Props) {
  const words = useTranslations('scanLabel');
  const form = useTranslations('deskForm');
  const mac = macOf(label, choice);
  const serials = serialsFor(label, choice);
  const serialName = form(serials[0]?.kind === 'macId' ? 'macId' : 'serial');
  const read = [
    ...label.macs.map((found) => `${form('mac')} ${macText(found.mac)}`),
    ...serials.map(({ text }) => `${serialName} ${text}`),
  ];
  return (
    <div className="grid gap-3">
      <p role="status" className="sr-only">
        {read.join(', ')}
      </p>
      {label.macs.length > 1 ? (
        <Choices
          legend={words('whichMac')}
          values={label.macs.map((found) => ({ value: found.mac, title: macText(found.mac) }))}
          chosen={choice.mac}
          onChoose={(value) => onChoose({ mac: value })}
        />
      ) : (
        <Found
          name={form('mac')}
          value={mac && macText(mac.mac)}
          detail={mac?.vendor === undefined ? undefined : makerName(mac.vendor)}
        />
      )}
      {serials.length > 1 ? (
        <Choices
          legend={words('whichSerial')}
          values={[
            ...serials.map(({ text }) => ({ value: text, title: text })),
            { value: NONE, title: words('noneOfThese') },
          ]}
          chosen={choice.serial}
          onChoose={(serial) => onChoose({ ...choice, serial })}
        />
      ) : (
        <Found name={serialName} value={serials[0]?.text} />
      )}
    </div>
  );
}

type FoundProps = { name: string; value: string | undefined; detail?: string | undefined };

function Found({ name, value, detail }: FoundProps) {
  const words = useTranslations('scanLabel');
  const Icon = value === undefined ? CircleDashed : CircleCheck;
  return (
    <div className="flex items-center gap-3">
      <Icon
        className={value === undefined ? 'size-5 shrink-0 text-muted' : 'size-5 shrink-0 text-free'}
        aria-hidden="true"
      />
      <div className="min-w-0">
        <p className="text-sm text-muted">{name}</p>
        {value === undefined ? (
          <p>{words('notRead')}</p>
        ) : (
          <p className="wrap-anywhere">
            <span className="font-mono font-semibold">{value}</span>
            {detail !== undefined && <span className="ml-2 text-sm text-muted">{detail}</span>}
          </p>
        )}
      </div>
    </div>
  );
}

type ChoicesProps = {
  legend: string;
  values: readonly { value: string; title: string }[];
  chosen: string | undefined;
  onChoose: (value: string) => void;
};

function Choices({ legend, values, chosen, onChoose }: ChoicesProps) {
  const name = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-[0.95rem] font-semibold">{legend}</legend>
      {values.map(({ value, title }) => (
        <label
          key={value}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-xl border border-line-strong px-3 py-1.5 has-checked:border-primary has-checked:bg-primary-soft has-checked:outline-1 has-checked:outline-primary has-focus-visible:outline-3"
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={chosen === value}
            onChange={() => onChoose(value)}
            className="size-4 shrink-0 accent-primary"
          />
          <span className={value === NONE ? 'font-semibold' : 'font-mono font-semibold wrap-anywhere'}>
            {title}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
