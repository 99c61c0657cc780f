import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { TemplatePreview } from '../../../../_live/shapes.ts';

type Props = { preview: TemplatePreview | undefined; isEmpty: boolean };

/** What is said of a setting that is stored all the same. */
const isTaken = (what: TemplatePreview['findings'][number]['what']): boolean =>
  what === 'unknown' || what === 'risky';

/** What is refused, and what is only warned of. */
export function Findings({ preview, isEmpty }: Props) {
  const words = useTranslations('templates');
  const findings = preview?.findings ?? [];
  if (isEmpty) return <p className="text-sm text-muted">{words('nothing')}</p>;
  if (preview === undefined) return null;
  if (findings.length === 0)
    return (
      <p role="status" className="flex items-center gap-2 text-sm font-medium">
        <CircleCheck className="size-4 shrink-0 text-free" aria-hidden="true" />
        {words('okay')}
      </p>
    );
  return (
    <div role="status">
      <ul aria-label={words('findings')} className="grid gap-2 text-sm">
        {findings.map(({ at, name, what }) => (
          <li key={at} className="flex items-start gap-2">
            {isTaken(what) ? (
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-updating" aria-hidden="true" />
            ) : (
              <CircleAlert className="mt-0.5 size-4 shrink-0 text-attention" aria-hidden="true" />
            )}
            <span className="min-w-0">
              <code className="font-semibold wrap-anywhere">{name}</code>{' '}
              <span className={isTaken(what) ? 'text-muted' : 'font-medium text-attention'}>
                {words(what)}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
