import { Check, Minus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RpsAccount, RpsService } from '../../_live/shapes.ts';

type Props = { service: RpsService; account: RpsAccount | undefined };

/** What an account there can do, and what it cannot: who enters phones should know both beforehand. */
export function ServiceAbilities({ service: { can, needsSerial, needsMacId }, account }: Props) {
  const words = useTranslations('redirection.can');
  // Where an account has an address for all its phones, they share it, whatever the service could do.
  const sharing = account?.sharedUrl ? 'site' : 'phone';
  const linkOf = can.linkOf === 'phone' ? sharing : can.linkOf;
  const needs = needsMacId ? 'macId' : needsSerial ? 'serial' : 'mac';
  const abilities = [
    { word: linkOf, isThere: linkOf === 'phone' },
    { word: needs, isThere: true },
    { word: can.readsLink ? 'reads' : 'readsNot', isThere: can.readsLink },
    { word: can.seesForeignOwner ? 'owner' : 'ownerLate', isThere: can.seesForeignOwner },
    ...(can.showsPin ? [{ word: 'pin', isThere: true } as const] : []),
  ] as const;
  return (
    <details className="text-[0.95rem]">
      <summary className="w-fit cursor-pointer py-1.5 font-semibold pointer-coarse:min-h-11 pointer-coarse:py-2.5">
        {words('title')}
      </summary>
      <ul className="mt-1 grid gap-1.5">
        {abilities.map(({ word, isThere }) => {
          const Icon = isThere ? Check : Minus;
          return (
            <li key={word} className="flex gap-2">
              <Icon
                aria-hidden="true"
                className={`mt-1 size-4 shrink-0 ${isThere ? 'text-free' : 'text-muted'}`}
              />
              {words(word)}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
