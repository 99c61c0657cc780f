'use client';

import { CircleUserRound, LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { Button } from '../../_ui/button.tsx';
import { LanguageChoice, ThemeChoice } from '../../_ui/preferences.tsx';
import { useDeletions } from './deletions.tsx';

type Props = { name: string; organisation: string; isCompact?: boolean };

export function AccountCorner({ name, organisation, isCompact = false }: Props) {
  const words = useTranslations('nav');
  const common = useTranslations('common');
  const deletions = useDeletions();
  const leave = async () => {
    await deletions.finish();
    await signOut({ callbackUrl: '/sign-in' });
  };
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button
          kind="quiet"
          className={isCompact ? '' : 'w-full justify-start px-3'}
          aria-label={words('signedInAs', { name })}
        >
          <CircleUserRound aria-hidden="true" />
          {!isCompact && <span className="truncate">{name}</span>}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={6}
          collisionPadding={12}
          align={isCompact ? 'end' : 'start'}
          className="z-50 grid w-64 animate-appear gap-4 rounded-2xl border border-line bg-surface p-4 shadow-card"
        >
          <div>
            <p className="font-bold">{name}</p>
            <p className="text-sm text-muted">{organisation}</p>
          </div>
          <div className="grid gap-1 text-sm">
            <span className="text-muted">{common('language')}</span>
            <LanguageChoice />
            <span className="mt-2 text-muted">{common('theme')}</span>
            <ThemeChoice />
          </div>
          <Button onClick={() => void leave()}>
            <LogOut aria-hidden="true" />
            {words('signOut')}
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
