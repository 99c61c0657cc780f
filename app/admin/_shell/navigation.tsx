'use client';

import { Armchair, LayoutDashboard, Phone, ScrollText, Users } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
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
    ],
  },
  {
    title: 'advancedServices',
    pages: [{ href: '/admin/advanced-services/hot-desking', word: 'hotDesking', Icon: Armchair }],
  },
  { title: null, pages: [{ href: '/admin/audit-log', word: 'auditLog', Icon: ScrollText }] },
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
      <aside className="not-printed sticky top-0 hidden h-dvh flex-col border-r border-line bg-surface px-3 py-5 lg:flex">
        <Link href="/admin" className="mb-1 rounded-lg px-3">
          <Logo />
        </Link>
        <p className="mb-5 truncate px-3 text-sm text-muted">{organisation}</p>
        <SideLinks />
        <div className="mt-auto">
          <LiveSign />
          <AccountCorner name={name} organisation={organisation} />
        </div>
      </aside>
      <BottomLinks />
    </>
  );
}

function SideLinks() {
  const words = useTranslations('nav');
  const isHere = useIsHere();
  return (
    <nav aria-label={words('label')} className="grid gap-5">
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
              className="flex min-h-11 items-center gap-3 rounded-xl px-3 font-semibold text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-primary-soft aria-[current=page]:text-ink"
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

function BottomLinks() {
  const words = useTranslations('nav');
  const isHere = useIsHere();
  const pages = sections.flatMap((section) => [...section.pages]);
  return (
    <nav
      aria-label={words('label')}
      className="not-printed fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {pages.map(({ href, word, Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isHere(href) ? 'page' : undefined}
          className={classNames(
            'flex min-h-16 flex-col items-center justify-center gap-0.5 px-0.5 text-center text-[0.7rem] leading-tight font-semibold text-muted',
            'border-t-3 border-transparent aria-[current=page]:border-primary aria-[current=page]:text-ink',
          )}
        >
          <Icon className="size-5" aria-hidden="true" />
          {words(word)}
        </Link>
      ))}
    </nav>
  );
}

function useIsHere(): (href: string) => boolean {
  const path = usePathname();
  return (href) => (href === '/admin' ? path === href : path.startsWith(href));
}
