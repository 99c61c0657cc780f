import { CopyButton } from './copy-button.tsx';

/** Something to be typed or pasted elsewhere. */
export function CopyLine({ name, text, copyLabel }: { name: string; text: string; copyLabel: string }) {
  return (
    <div className="rounded-xl bg-sunken p-3">
      <p className="mb-1 text-sm font-semibold text-muted">{name}</p>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <code className="min-w-0 grow basis-60 font-mono text-sm break-all select-all">{text}</code>
        <CopyButton text={text} label={copyLabel} />
      </div>
    </div>
  );
}
