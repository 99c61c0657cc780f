import { useTranslations } from 'next-intl';
import type { TemplatePreview } from '../../../../_live/shapes.ts';
import { Card, CardTitle } from '../../../../_ui/card.tsx';
import { classNames } from '../../../../_ui/class-names.ts';
import { SelectField } from '../../../../_ui/field.tsx';
import type { TemplateDesk } from './target-card.tsx';

type Props = {
  desks: readonly TemplateDesk[];
  deskId: string | undefined;
  onDesk: (id: string) => void;
  preview: TemplatePreview | undefined;
};

/** What changes in the file of one desk. */
export function PreviewCard({ desks, deskId, onDesk, preview }: Props) {
  const words = useTranslations('templates');
  return (
    <Card className="grid grid-cols-1 gap-4">
      <CardTitle isTight>{words('preview')}</CardTitle>
      {deskId === undefined ? (
        <p className="text-muted">{words('noDesk')}</p>
      ) : (
        <SelectField
          label={words('previewDesk')}
          value={deskId}
          onChange={(event) => onDesk(event.target.value)}
          className="md:max-w-sm"
        >
          {desks.map(({ id, displayName }) => (
            <option key={id} value={id}>
              {displayName}
            </option>
          ))}
        </SelectField>
      )}
      {deskId !== undefined && preview !== undefined && <Diff preview={preview} />}
    </Card>
  );
}

const signs = { same: ' ', added: '+', removed: '−', gap: '⋯' } as const;
const looks = {
  same: 'text-muted',
  added: 'bg-free-soft text-ink',
  removed: 'bg-attention-soft text-ink',
  gap: 'text-muted',
} as const;

function Diff({ preview: { isForDesk, lines } }: { preview: TemplatePreview }) {
  const words = useTranslations('templates');
  if (lines.length === 0) return <p className="text-muted">{words(isForDesk ? 'noChange' : 'notForDesk')}</p>;
  return (
    <section
      aria-label={words('preview')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard, too
      tabIndex={0}
      className="overflow-x-auto rounded-xl border border-line bg-sunken/50 py-2 font-mono text-sm"
    >
      <ol className="w-max min-w-full">
        {lines.map(({ is, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place alone
          <li key={at} className={classNames('flex gap-3 px-3 whitespace-pre', looks[is])}>
            <span aria-hidden="true">{signs[is]}</span>
            {is !== 'same' && <span className="sr-only">{words(is)}</span>}
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
