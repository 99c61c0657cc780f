'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { KeysOnPhone, WantedKey } from '../../../../_live/shapes.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { KeysCard } from '../../../_keys/keys-card.tsx';
import { PhoneKeysCard } from '../../../_keys/phone-keys-card.tsx';

type Props = { id: string; keys: WantedKey[]; onPhone: KeysOnPhone };

/** What is on the phone's keys, and what the desk wishes for there. */
export function DeskKeys({ id, keys, onPhone }: Props) {
  const words = useTranslations('keys');
  const trpc = useTRPC();
  const wanted = useQuery({ ...trpc.keys.ofDesk.queryOptions({ id }), initialData: { keys } });
  const shown = useQuery({ ...trpc.keys.onPhone.queryOptions({ id }), initialData: onPhone });
  const set = useMutation(trpc.keys.setOfDesk.mutationOptions());
  return (
    <>
      <PhoneKeysCard shown={shown.data} />
      <KeysCard
        text={words('deskText')}
        keys={wanted.data.keys}
        onSave={(after) => set.mutateAsync({ id, keys: after })}
      />
    </>
  );
}
