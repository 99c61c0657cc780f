'use client';

import { X } from 'lucide-react';
import { AlertDialog, Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

const overlay = 'fixed inset-0 z-40 bg-black/45 backdrop-blur-[2px]';
const panel =
  'fixed z-50 inset-x-3 top-1/2 mx-auto max-h-[90dvh] max-w-lg -translate-y-1/2 overflow-y-auto rounded-2xl border border-line bg-surface p-6 shadow-card animate-appear';

type Question = {
  title: string;
  text: string;
  confirmWords: string;
  cancelWords: string;
  onConfirm: () => void;
};

/** Asks before something that cannot be taken back, when its button is pressed. */
export function Confirm({ trigger, ...question }: Question & { trigger: ReactNode }) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <QuestionPanel {...question} />
    </AlertDialog.Root>
  );
}

type Opened = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

/** The same, opened by something else than a button. */
export function ConfirmOpen({ isOpen, onOpenChange, ...question }: Question & Opened) {
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <QuestionPanel {...question} />
    </AlertDialog.Root>
  );
}

function QuestionPanel({ title, text, confirmWords, cancelWords, onConfirm }: Question) {
  return (
    <AlertDialog.Portal>
      <AlertDialog.Overlay className={overlay} />
      <AlertDialog.Content className={panel}>
        <AlertDialog.Title className="text-xl font-bold tracking-tight wrap-anywhere">
          {title}
        </AlertDialog.Title>
        <AlertDialog.Description className="mt-2 text-muted">{text}</AlertDialog.Description>
        <div className="mt-6 flex flex-wrap justify-end gap-2">
          <AlertDialog.Cancel asChild>
            <Button>{cancelWords}</Button>
          </AlertDialog.Cancel>
          <AlertDialog.Action asChild onClick={onConfirm}>
            <Button kind="destroy">{confirmWords}</Button>
          </AlertDialog.Action>
        </div>
      </AlertDialog.Content>
    </AlertDialog.Portal>
  );
}

type SheetProps = Opened & { title: string; text?: string; children: ReactNode };

/** A small form above the page. */
export function Sheet({ title, text, isOpen, onOpenChange, children }: SheetProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlay} />
        <Dialog.Content className={panel} {...(text === undefined ? { 'aria-describedby': undefined } : {})}>
          <Dialog.Title className="text-xl font-bold tracking-tight">{title}</Dialog.Title>
          {text !== undefined && <Dialog.Description className="mt-1 text-muted">{text}</Dialog.Description>}
          <div className="mt-5">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type ScreenSheetProps = Opened & {
  title: string;
  text: string;
  closeWords: string;
  /** Where the focus goes back to. */
  onClosed: () => void;
  children: ReactNode;
};

/** A sheet that has the whole screen of a mobile. */
export function ScreenSheet({ title, text, closeWords, onClosed, children, ...opened }: ScreenSheetProps) {
  return (
    <Dialog.Root open={opened.isOpen} onOpenChange={opened.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlay} />
        <Dialog.Content
          className="fixed z-50 flex animate-appear flex-col overflow-y-auto bg-surface max-sm:inset-0 sm:inset-x-3 sm:top-1/2 sm:mx-auto sm:max-h-[94dvh] sm:max-w-2xl sm:-translate-y-1/2 sm:rounded-2xl sm:border sm:border-line sm:shadow-card"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onClosed();
          }}
        >
          <div className="flex items-start gap-2 py-3 pr-2 pl-5">
            <div className="grow py-1.5">
              <Dialog.Title className="text-xl font-bold tracking-tight">{title}</Dialog.Title>
              <Dialog.Description className="mt-0.5 text-sm text-muted">{text}</Dialog.Description>
            </div>
            <Dialog.Close asChild>
              <Button kind="quiet" className="px-3" aria-label={closeWords}>
                <X aria-hidden="true" />
              </Button>
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
