'use client';

import { useTranslations } from 'next-intl';
import { doorWords } from '../../_live/doors.ts';
import { macText } from '../../_live/mac.tsx';
import { fullServiceName } from '../../_live/rps-services.ts';
import type { AuditEntry } from '../../_live/shapes.ts';
import { isRpsCode, useRpsErrorWords } from '../../_live/use-rps-words.ts';
import { auditWord } from './audit-words.ts';

const reasons = {
  logged_out: 'logged_out',
  taken_over: 'taken_over',
  logged_in_elsewhere: 'logged_in_elsewhere',
  admin: 'admin',
  user_removed: 'user_removed',
  desk_removed: 'desk_removed',
  policy: 'policy',
  'unknown extension': 'unknown_extension',
  'hot desking not enabled': 'not_enabled',
  'wrong PIN': 'wrong_pin',
  never_seen: 'never_seen',
  not_reachable: 'not_reachable',
  refused_notify: 'refused_notify',
  not_downloaded: 'not_downloaded',
  downloaded_not_registered: 'downloaded_not_registered',
  not_asked: 'not_asked',
  not_fetched: 'not_fetched',
  kept_old: 'kept_old',
  other_version: 'other_version',
  not_back: 'not_back',
} as const;

const isReason = (text: string): text is keyof typeof reasons => Object.hasOwn(reasons, text);

const outcomes = ['calling', 'routed', 'no_route', 'failed', 'test'] as const;
const isOutcome = (text: string): text is (typeof outcomes)[number] => outcomes.some((one) => one === text);

/** An entry of the log in the page's language; what it has no words for stands as it was written. */
export function useAuditWords(): (entry: AuditEntry) => {
  action: string;
  details: string;
  who: string;
  door: string;
} {
  const words = useTranslations('audit');
  const actionWords = useTranslations('audit.actions');
  const reasonWords = useTranslations('audit.reasons');
  const via = useTranslations('via');
  const emergencyWords = useTranslations('emergency');
  const rpsErrorWords = useRpsErrorWords();
  const detail = ([name, value]: [string, unknown]): string => {
    const text = String(value);
    if (name === 'reason') return isReason(text) ? reasonWords(reasons[text]) : text;
    if (name === 'via') return via(doorWords(text));
    if (name === 'mac') return macText(text);
    if (name === 'outcome' && isOutcome(text)) return emergencyWords(`outcome_${text}`);
    if (name === 'provider') return fullServiceName(text);
    if (name === 'code' && isRpsCode(text)) return rpsErrorWords(text);
    return name === 'extension' || name === 'number' ? text : `${name}: ${text}`;
  };
  return ({ action, details, actor, door }) => {
    const known = auditWord(action);
    const named = Object.entries(details).filter(([name]) => !name.endsWith('Id'));
    // A whole sentence: nothing stands behind it.
    const shown = named.sort(([one], [other]) => Number(one === 'code') - Number(other === 'code'));
    const isSomebody = actor.kind === 'user' && actor.id === null;
    return {
      action: known === undefined ? action : actionWords(known),
      details: shown.map(detail).join(', '),
      who: isSomebody ? words('atTheDesk') : actor.label,
      door: via(doorWords(door)),
    };
  };
}
