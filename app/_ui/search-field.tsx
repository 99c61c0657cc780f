'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { classNames } from './class-names.ts';

const TYPING_MS = 200;

type Props = { label: string; onSearch: (text: string) => void; className?: string };

/** Searches while one types; "/" jumps here from anywhere on the page. */
export function SearchField({ label, onSearch, className }: Props) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => {
    const timer = setTimeout(() => search.current(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className={classNames('relative mb-4 max-w-md', className)}>
      <Search
        className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-muted"
        aria-hidden="true"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="min-h-11 w-full rounded-xl border border-line-strong bg-surface pr-3 pl-11 text-ink placeholder:text-ellipsis placeholder:text-muted"
      />
    </div>
  );
}
