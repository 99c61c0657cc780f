import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';
import { LanguageChoice, ThemeChoice } from './preferences.tsx';

/** A page with one thing on it, in the middle unless it changes while one looks. */
export function FocusPage({ children, isTop = false }: { children: ReactNode; isTop?: boolean }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-5 pt-[max(1.25rem,env(safe-area-inset-top))] pb-[max(1.25rem,env(safe-area-inset-bottom))]">
      <header className="flex items-center justify-between">
        <Logo />
      </header>
      <main className={`flex grow flex-col py-8 ${isTop ? '' : 'justify-center'}`}>{children}</main>
      <footer className="flex justify-center gap-2 noscript:hidden">
        <LanguageChoice />
        <ThemeChoice />
      </footer>
    </div>
  );
}
