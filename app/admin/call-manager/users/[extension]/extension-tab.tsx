'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { User } from '../../../../_live/shapes.ts';
import { Card } from '../../../../_ui/card.tsx';
import { ConfirmOpen } from '../../../../_ui/dialog.tsx';
import { Switch } from '../../../../_ui/switch.tsx';
import { NewPin } from './new-pin.tsx';
import { OutsideNumber } from './outside-number.tsx';
import { useUserChange } from './user-actions.ts';

export function ExtensionTab({ user }: { user: User }) {
  return (
    <div className="grid max-w-2xl gap-6">
      <HotDeskingCard user={user} />
      <OutsideNumber user={user} />
      <NewPin user={user} />
    </div>
  );
}

function HotDeskingCard({ user }: { user: User }) {
  const words = useTranslations('users');
  const common = useTranslations('common');
  const change = useUserChange();
  const [isAsking, setIsAsking] = useState(false);
  const turn = (hotDesking: boolean) => change.mutate({ extension: user.extension, patch: { hotDesking } });
  return (
    <Card>
      <Switch
        label={words('enableHotDesking')}
        text={words('enableHotDeskingText')}
        isOn={change.isPending ? (change.variables.patch.hotDesking ?? user.hotDesking) : user.hotDesking}
        isDisabled={change.isPending}
        onChange={(isOn) => (!isOn && user.deskId !== null ? setIsAsking(true) : turn(isOn))}
      />
      <ConfirmOpen
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={words('turnOffTitle', { name: user.name })}
        text={words('turnOffText', { name: user.name })}
        confirmWords={words('turnOff')}
        cancelWords={common('cancel')}
        onConfirm={() => turn(false)}
      />
    </Card>
  );
}
