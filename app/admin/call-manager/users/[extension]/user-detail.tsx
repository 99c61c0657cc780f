'use client';

import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { User, WantedKey } from '../../../../_live/shapes.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { Tabs } from '../../../../_ui/tabs.tsx';
import { DeleteButton } from '../../../_shell/delete-button.tsx';
import { ExtensionTab } from './extension-tab.tsx';
import { GeneralTab } from './general-tab.tsx';
import { KeysTab } from './keys-tab.tsx';
import { useUnlock } from './user-actions.ts';

type Props = { initial: User; keys: WantedKey[] };

export function UserDetail({ initial, keys }: Props) {
  const words = useTranslations('users');
  const keyWords = useTranslations('keys');
  const trpc = useTRPC();
  const query = trpc.users.get.queryOptions({ extension: initial.extension });
  const { data: user } = useQuery({ ...query, initialData: initial });
  const { name, extension } = user;
  return (
    <>
      <PageHeader area={words('title')} title={user.name} text={user.extension}>
        {user.locked && <UnlockButton user={user} />}
        <DeleteButton
          deletion={{ name, procedure: 'users.remove', input: { extension } }}
          text={words('deleteText', { extension, name })}
          list="/admin/call-manager/users"
        />
      </PageHeader>
      <Tabs
        label={user.name}
        tabs={[
          { id: 'general', title: words('tabGeneral'), content: <GeneralTab user={user} /> },
          { id: 'extension', title: words('tabExtension'), content: <ExtensionTab user={user} /> },
          { id: 'keys', title: keyWords('title'), content: <KeysTab user={user} initial={keys} /> },
        ]}
      />
    </>
  );
}

function UnlockButton({ user }: { user: User }) {
  const words = useTranslations('users');
  const unlock = useUnlock();
  return (
    <Button
      kind="primary"
      isBusy={unlock.isPending}
      onClick={() => unlock.mutate({ extension: user.extension })}
    >
      <Lock aria-hidden="true" />
      {words('unlock')}
    </Button>
  );
}
