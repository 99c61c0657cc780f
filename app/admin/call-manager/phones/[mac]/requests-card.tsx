'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { macText } from '../../../../_live/mac.tsx';
import type { PhonePage } from '../../../../_live/shapes.ts';
import { Moment } from '../../../../_live/time.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Card, CardTitle } from '../../../../_ui/card.tsx';
import { classNames } from '../../../../_ui/class-names.ts';

type Request = PhonePage['requests'][number];

const SHOWN_FIRST = 8;

const outcomes = {
  sent: 'sent',
  unchanged: 'unchanged',
  'partly-sent': 'partly_sent',
  'broken-off': 'broken_off',
  'not-here': 'not_here',
  bootstrapped: 'bootstrapped',
  'not-over-plain': 'not_over_plain',
  challenged: 'challenged',
  'wrong-credentials': 'wrong_credentials',
  'other-mac': 'other_mac',
  'other-certificate': 'other_certificate',
  'no-certificate': 'no_certificate',
  'upload-taken': 'upload_taken',
  'upload-refused': 'upload_refused',
} as const satisfies Record<Request['outcome'], string>;

const wrong: readonly Request['outcome'][] = [
  'broken-off',
  'wrong-credentials',
  'other-mac',
  'other-certificate',
  'no-certificate',
  'not-over-plain',
];

const isWrong = ({ outcome }: Request): boolean => wrong.includes(outcome);

/** What the phone asked for, what it got, and how long that took. */
export function RequestsCard({ requests }: { requests: readonly Request[] }) {
  const words = useTranslations('phone');
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? requests : requests.slice(0, SHOWN_FIRST);
  return (
    <Card>
      <CardTitle>{words('requests')}</CardTitle>
      <p className="-mt-3 mb-4 text-muted">{words('requestsText')}</p>
      {requests.length === 0 && <p>{words('noRequests')}</p>}
      <ol className="divide-y divide-line">
        {shown.map((request) => (
          <RequestLine key={request.id} {...request} />
        ))}
      </ol>
      {shown.length < requests.length && (
        <Button className="mt-4" onClick={() => setIsWhole(true)}>
          {words('allRequests', { count: requests.length })}
        </Button>
      )}
    </Card>
  );
}

function RequestLine(request: Request) {
  const words = useTranslations('phone');
  const { at, method, name, status, outcome, version, durationMs, source, otherMac, userAgent } = request;
  const answer = [
    `${status}`,
    words(`outcome.${outcomes[outcome]}`),
    ...(version === null ? [] : [words('version', { version })]),
    ...(otherMac === null ? [] : [macText(otherMac)]),
  ];
  return (
    <li className="grid gap-0.5 py-2.5 text-[0.925rem] first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <code className="min-w-0 font-mono text-[0.9em] wrap-anywhere">
          {method} {name || '/'}
        </code>
        <span className={classNames('font-semibold', isWrong(request) ? 'text-attention' : 'text-ink')}>
          {answer.join(' · ')}
        </span>
      </p>
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <span title={userAgent ?? undefined}>
          <Moment at={at} /> · {source}
        </span>
        <span className="tabular-nums">{words('milliseconds', { ms: durationMs })}</span>
      </p>
    </li>
  );
}
