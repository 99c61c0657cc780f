'use client';

import { CircleAlert, CircleCheck, Hourglass } from 'lucide-react';
import { Toast as Primitive } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

const icons = { good: CircleCheck, problem: CircleAlert, waiting: Hourglass } as const;

type Message = {
  id: number;
  /** What is said of the same thing later takes the place of this. */
  key?: string;
  text: string;
  kind: keyof typeof icons;
  undo?: { words: string; run: () => void };
};
type Say = (message: Omit<Message, 'id'>) => void;

const ToastContext = createContext<Say>(() => {});

/** Tells a person what has just been done, for a few seconds; what can be taken back carries a button. */
export const useToast = (): Say => use(ToastContext);

const SHOWN_MS = 6_000;
/** For so long something can be taken back. */
export const UNDO_MS = 10_000;
let lastId = 0;

export function ToastProvider({ children, label }: { children: ReactNode; label: string }) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const say = useCallback<Say>((message) => {
    lastId += 1;
    const id = lastId;
    setMessages((shown) => {
      const others = shown.filter(({ key }) => key === undefined || key !== message.key);
      return [...others.slice(-2), { ...message, id }];
    });
  }, []);
  const remove = (id: number) => setMessages((shown) => shown.filter((message) => message.id !== id));
  return (
    <ToastContext value={useMemo(() => say, [say])}>
      <Primitive.Provider duration={SHOWN_MS} label={label}>
        {children}
        {messages.map((message) => (
          <ToastCard key={message.id} message={message} onGone={() => remove(message.id)} />
        ))}
        <Primitive.Viewport className="fixed inset-x-0 bottom-0 z-50 mx-auto grid w-full max-w-sm gap-2 p-4 max-lg:bottom-[calc(4rem+env(safe-area-inset-bottom))]" />
      </Primitive.Provider>
    </ToastContext>
  );
}

function ToastCard({ message: { text, kind, undo }, onGone }: { message: Message; onGone: () => void }) {
  const Icon = icons[kind];
  return (
    <Primitive.Root
      duration={undo === undefined ? SHOWN_MS : UNDO_MS}
      onOpenChange={(isOpen) => !isOpen && onGone()}
      className="flex animate-appear items-center gap-3 rounded-xl bg-ink px-4 py-3 text-ground shadow-card"
    >
      <Icon className="size-5 shrink-0" aria-hidden="true" />
      <Primitive.Description className="grow text-[0.95rem] font-medium">{text}</Primitive.Description>
      {undo !== undefined && (
        <Primitive.Action
          altText={undo.words}
          onClick={undo.run}
          className="min-h-11 px-2 font-bold underline"
        >
          {undo.words}
        </Primitive.Action>
      )}
    </Primitive.Root>
  );
}
