'use client';

import { useTranslations } from 'next-intl';
import { makerName } from '../../_live/makers.ts';
import type { KeysOnPhone } from '../../_live/shapes.ts';
import { Card, CardTitle } from '../../_ui/card.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { Tabs } from '../../_ui/tabs.tsx';
import { keyIcons } from './key-icons.ts';
import { PhoneFace, type ShownKey } from './phone-face.tsx';

/** What stands on the keys of a desk's phone now, as a drawing, and what is not there and why. */
export function PhoneKeysCard({ shown }: { shown: KeysOnPhone }) {
  const words = useTranslations('keys');
  const { vendor, model, isKnownModel, leftOut, emergencyNumbers } = shown;
  const hasKeys = countOf(shown) > 0;
  return (
    <Card className="@container">
      <CardTitle
        aside={<span className="text-muted">{[makerName(vendor), model].filter(Boolean).join(' ')}</span>}
      >
        {words('onPhone')}
      </CardTitle>
      <div className="grid grid-cols-1 items-start gap-6 @3xl:grid-cols-2">
        {hasKeys ? <Pages {...shown} /> : <Notice kind="info">{words('noKeys')}</Notice>}
        <div className="grid gap-4">
          {hasKeys && !isKnownModel && <Notice kind="info">{words('unknownModel')}</Notice>}
          {hasKeys && leftOut.length > 0 && <LeftOut shown={shown} />}
          {emergencyNumbers.length > 0 && (
            <p className="text-sm text-muted">
              {words('emergency', { numbers: emergencyNumbers.join(', ') })}
            </p>
          )}
        </div>
      </div>
    </Card>
  );
}

const countOf = ({ side, pages }: KeysOnPhone): number => side.length + pages.flat().length;

function Pages({ side, pages }: Pick<KeysOnPhone, 'side' | 'pages'>) {
  const words = useTranslations('keys');
  const usedCount = pages.findLastIndex((keys) => keys.some((key) => key !== null)) + 1;
  const shown = pages.slice(0, Math.max(usedCount, 1));
  const [firstPage = []] = shown;
  const emptyCount = pages.length - shown.length;
  const face = (keys: readonly ShownKey[], at: number) => (
    <PhoneFace side={side} keys={keys} first={side.length + at * firstPage.length + 1} />
  );
  const tabs = shown.map((keys, at) => ({
    id: String(at + 1),
    title: words('pageNumber', { page: at + 1 }),
    content: face(keys, at),
  }));
  return (
    <div>
      {shown.length <= 1 ? face(firstPage, 0) : <Tabs label={words('pages')} tabs={tabs} />}
      {emptyCount > 0 && (
        <p className="mt-3 text-center text-sm text-muted">{words('emptyPages', { count: emptyCount })}</p>
      )}
    </div>
  );
}

const reasons = ['no-room', 'logged-in-only', 'same-as-another'] as const;

function LeftOut({ shown }: { shown: KeysOnPhone }) {
  const words = useTranslations('keys');
  const count = countOf(shown);
  return (
    <section aria-label={words('leftOut')} className="grid gap-3">
      <h3 className="font-semibold">{words('leftOut')}</h3>
      {reasons
        .map((why) => ({ why, keys: shown.leftOut.filter((one) => one.why === why) }))
        .filter(({ keys }) => keys.length > 0)
        .map(({ why, keys }) => (
          <div key={why}>
            <p className="text-sm text-muted">{words(`why_${why}`, { count })}</p>
            <ul className="mt-1 grid gap-1">
              {keys.map(({ key }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: they are in their order
                <LeftOutKey key={at} wanted={key} />
              ))}
            </ul>
          </div>
        ))}
    </section>
  );
}

function LeftOutKey({ wanted: { does, label, dials } }: { wanted: NonNullable<ShownKey> }) {
  const words = useTranslations('keys');
  const Icon = keyIcons[does];
  return (
    <li className="flex min-w-0 items-center gap-2">
      <Icon className="size-4 shrink-0 text-muted" aria-label={words(`does_${does}`)} />
      <span className="min-w-0 truncate font-medium">{label}</span>
      <span className="shrink-0 text-muted">{dials}</span>
    </li>
  );
}
