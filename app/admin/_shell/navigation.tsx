'use client';

import {
  Armchair,
  ArrowLeftRight,
  CloudCog,
  Ellipsis,
  FileSliders,
  HardDriveDownload,
  LayoutDashboard,
  Phone,
  ScrollText,
  Signpost,
  Siren,
  Users,
} from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { classNames } from '../../_ui/class-names.ts';
import { Logo } from '../../_ui/logo.tsx';
import { AccountCorner } from './account-corner.tsx';
import { LiveSign } from './live-sign.tsx';

type Props = { name: string; organisation: string };

const sections = [
  { title: null, pages: [{ href: '/admin', word: 'overview', Icon: LayoutDashboard }] },
  {
    title: 'callManager',
    pages: [
      { href: '/admin/call-manager/users', word: 'users', Icon: Users },
      { href: '/admin/call-manager/phones', word: 'phones', Icon: Phone },
      { href: '/admin/call-manager/gateways', word: 'gateways', Icon: ArrowLeftRight },
      { href: '/admin/call-manager/dial-plan', word: 'dialPlan', Icon: Signpost },
      { href: '/admin/call-manager/emergency', word: 'emergency', Icon: Siren },
    ],
  },
  {
    title: 'advancedServices',
    pages: [
      { href: '/admin/advanced-services/hot-desking', word: 'hotDesking', Icon: Armchair },
      { href: '/admin/advanced-services/templates', word: 'templates', Icon: FileSliders },
      { href: '/admin/advanced-services/firmware', word: 'firmware', Icon: HardDriveDownload },
    ],
  },
  {
    title: 'administration',
    pages: [
      { href: '/admin/redirection-services', word: 'redirectionServices', Icon: CloudCog },
      { href: '/admin/audit-log', word: 'auditLog', Icon: ScrollText },
    ],
  },
] as const;

/** At the side where there is room, else a strip at the bottom, within reach of the thumb. */
export function Navigation({ name, organisation }: Props) {
  return (
    <>
      <header className="not-printed flex items-center justify-between border-b border-line bg-surface px-4 py-2 lg:hidden">
        <Link href="/admin" className="flex min-h-11 items-center rounded-lg">
          <Logo />
        </Link>
        <AccountCorner name={name} organisation={organisation} isCompact />
      </header>
      <aside className="not-printed sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r border-line bg-surface px-3 py-5 lg:flex">
        <Link href="/admin" className="mb-1 rounded-lg px-3">
          <Logo />
        </Link>
        <p className="mb-5 shrink-0 truncate px-3 text-sm text-muted">{organisation}</p>
        <SideLinks />
        <div className="mt-auto pt-4">
          <LiveSign />
          <AccountCorner name={name} organisation={organisation} />
        </div>
      </aside>
      <BottomLinks />
    </>
  );
}

const sideLook =
  'flex min-h-11 pointer-fine:lg:min-h-10 items-center gap-3 rounded-xl px-3 font-semibold text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-primary-soft aria-[current=page]:text-ink';

function SideLinks() {
  const words = useTranslations('nav');
  const isHere = useIsHere();
  return (
    <nav aria-label={words('label')} className="grid gap-4">
      {sections.map((section) => (
        <div key={section.pages[0].href}>
          {section.title !== null && (
            <p className="mb-1 px-3 text-xs font-bold tracking-wide text-muted uppercase">
              {words(section.title)}
            </p>
          )}
          {section.pages.map(({ href, word, Icon }) => (
            <Link
              key={href}
              href={href}
              aria-current={isHere(href) ? 'page' : undefined}
              className={sideLook}
            >
              <Icon className="size-5" aria-hidden="true" />
              {words(word)}
            </Link>
          ))}
        </div>
      ))}
    </nav>
  );
}

const pages = sections.flatMap((section) => [...section.pages]);
/** What has room at the bottom; the rest stands behind one more button. */
const near = ['overview', 'users', 'phones', 'hotDesking'] as const;
const isNear = (word: (typeof pages)[number]['word']) => near.some((one) => one === word);

const bottomLook = classNames(
  'flex min-h-16 flex-col items-center justify-center gap-0.5 px-0.5 text-center text-[0.7rem] leading-tight font-semibold text-muted',
  'border-t-3 border-transparent aria-[current=page]:border-primary aria-[current=page]:text-ink',
);

function BottomLinks() {
  const words = useTranslations('nav');
  const isHere = useIsHere();
  return (
    <nav
      aria-label={words('label')}
      className="not-printed fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {pages
        .filter(({ word }) => isNear(word))
        .map(({ href, word, Icon }) => (
          <Link
            key={href}
            href={href}
            aria-current={isHere(href) ? 'page' : undefined}
            className={bottomLook}
          >
            <Icon className="size-5" aria-hidden="true" />
            {words(word)}
          </Link>
        ))}
      <MoreLinks />
    </nav>
  );
}

function MoreLinks() {
  const words = useTranslations('nav');
  const isHere = useIsHere();
  const [isOpen, setIsOpen] = useState(false);
  const rest = pages.filter(({ word }) => !isNear(word));
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        className={bottomLook}
        aria-current={rest.some(({ href }) => isHere(href)) ? 'page' : undefined}
      >
        <Ellipsis className="size-5" aria-hidden="true" />
        {words('more')}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          sideOffset={6}
          collisionPadding={12}
          align="end"
          className="z-50 grid w-60 animate-appear rounded-2xl border border-line bg-surface p-2 shadow-card"
        >
          <nav aria-label={words('more')} className="grid">
            {rest.map(({ href, word, Icon }) => (
              <Link
                key={href}
                href={href}
                onClick={() => setIsOpen(false)}
                aria-current={isHere(href) ? 'page' : undefined}
                className={sideLook}
              >
                <Icon className="size-5" aria-hidden="true" />
                {words(word)}
              </Link>
            ))}
          </nav>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function useIsHere(): (href: string) => boolean {
  const path = usePathname();
  return (href) => (href === '/admin' ? path === href : path.startsWith(href));
}
