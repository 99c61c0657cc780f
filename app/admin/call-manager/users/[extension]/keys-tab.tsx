'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { User, WantedKey } from '../../../../_live/shapes.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { KeysCard } from '../../../_keys/keys-card.tsx';

export function KeysTab({ user, initial }: { user: User; initial: WantedKey[] }) {
  const words = useTranslations('keys');
  const trpc = useTRPC();
  const { extension, name } = user;
  const query = trpc.keys.ofUser.queryOptions({ extension });
  const { data } = useQuery({ ...query, initialData: { keys: initial } });
  const set = useMutation(trpc.keys.setOfUser.mutationOptions());
  return (
    <KeysCard
      text={words('userText', { name })}
      keys={data.keys}
      onSave={(keys) => set.mutateAsync({ extension, keys })}
    />
  );
}
