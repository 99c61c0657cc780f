'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { macText } from '../../_live/mac.tsx';
import { makerName } from '../../_live/makers.ts';
import type { PhonePage } from '../../_live/shapes.ts';
import { When } from '../../_live/time.tsx';
import { Finding } from '../../_ui/finding.tsx';

type Check = PhonePage['checks'][number];

const titles = {
  asked: 'askedTitle',
  address: 'addressTitle',
  maker: 'makerTitle',
  network: 'networkTitle',
  credentials: 'credentialsTitle',
  downloaded: 'downloadedTitle',
  told: 'toldTitle',
  registered: 'registeredTitle',
  place: 'placeTitle',
} as const satisfies Record<Check['check'], string>;

const stateWords = {
  ok: 'checkOk',
  waiting: 'checkWaiting',
  warning: 'checkWarning',
  problem: 'checkProblem',
} as const;

/** Codes of makers and MACs, as people write them. */
function readable({ values }: Check): Record<string, string | number> {
  const { maker, desk, phone, mac } = values;
  const named = Object.entries({ maker, desk, phone }).filter(([, value]) => value !== undefined);
  return {
    ...values,
    ...Object.fromEntries(named.map(([key, value]) => [key, makerName(String(value))])),
    ...(mac !== undefined && { mac: macText(String(mac)) }),
  };
}

type Props = {
  check: Check;
  phone: PhonePage;
  /** Said behind it. */
  more?: string | undefined;
};

/** One thing that was looked at: how it is, and what to do. */
export function CheckLine({ check, phone, more }: Props) {
  const words = useTranslations('phoneCheck');
  const states = useTranslations('overview');
  return (
    <Finding
      state={check.state}
      stateWords={states(stateWords[check.state])}
      title={words(titles[check.check])}
      {...(check.at !== null && { when: <When at={check.at} /> })}
    >
      <p className="text-sm wrap-anywhere text-muted">
        {words(`is.${check.code}`, readable(check))}
        {more !== undefined && ` (${more})`}
      </p>
      <Next check={check} phone={phone} />
    </Finding>
  );
}

/** What to do about it. */
function Next({ check, phone }: { check: Check; phone: PhonePage }) {
  const words = useTranslations('phoneCheck.next');
  const href = whereTo(check, phone);
  if (check.state === 'ok' || !words.has(check.code)) return null;
  const text = words(check.code as Parameters<typeof words>[0]);
  if (href === undefined) return <p className="mt-0.5 text-sm font-medium">{text}</p>;
  return (
    <Link
      href={href}
      className="mt-0.5 inline-flex min-h-9 pointer-coarse:min-h-11 items-center text-sm font-semibold text-primary underline underline-offset-4"
    >
      {text}
    </Link>
  );
}

/** The page on which that is done. */
function whereTo({ code }: Check, { deskId, mac, vendor, model }: PhonePage): string | undefined {
  const desks = '/admin/advanced-services/hot-desking';
  switch (code) {
    case 'waitsForDesk':
      return `${desks}/add?${new URLSearchParams({ mac, vendor: vendor ?? '', model: model ?? '' })}`;
    case 'noEdge':
      return `${desks}/edge`;
    case 'otherMaker':
    case 'otherMac':
    case 'onlyOtherFiles':
      return `${desks}/${deskId}/edit`;
    case 'neverAskedLink':
    case 'wrongToken':
    case 'noToken':
      return `${desks}/${deskId}`;
    default:
      return undefined;
  }
}
