import { useTranslations } from 'next-intl';
import { makerName } from '../../../_live/makers.ts';
import type { FirmwareFile, FirmwareModel } from '../../../_live/shapes.ts';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { RollOutPart } from './roll-out-part.tsx';

type Props = { model: FirmwareModel; files: readonly FirmwareFile[]; sites: readonly string[] };

/** The phones of one model: which versions they have, and which they shall have. */
export function ModelCard({ model, files, sites }: Props) {
  const words = useTranslations('firmware');
  const name = `${makerName(model.vendor)} ${model.model === '' ? words('unknownModel') : model.model}`;
  return (
    <Card aria-label={name}>
      <CardTitle aside={<span className="text-muted">{words('phones', { count: model.phones })}</span>}>
        {name}
      </CardTitle>
      <Versions model={model} />
      {model.takesFirmware && model.model !== '' ? (
        <RollOutPart model={model} files={files} sites={sites} />
      ) : (
        <p className="mt-4 text-sm text-muted">
          {words(model.takesFirmware ? 'modelNotKnown' : 'makeNotByUs')}
        </p>
      )}
    </Card>
  );
}

function Versions({ model: { versions, phones, rollout } }: { model: FirmwareModel }) {
  const words = useTranslations('firmware');
  const wanted = rollout?.version ?? null;
  return (
    <ul className="grid gap-2">
      {versions.map(({ version, phones: count }) => (
        <li key={version} className="grid gap-1">
          <div className="flex justify-between gap-4 text-[0.95rem]">
            <span className="font-medium wrap-anywhere">
              {version ?? words('versionNotHeard')}
              {version !== null && version === wanted && (
                <span className="ml-2 text-sm font-semibold text-primary">{words('wanted')}</span>
              )}
            </span>
            <span className="shrink-0 tabular-nums">{count}</span>
          </div>
          <div aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
            <div
              className={
                version !== null && version === wanted ? 'h-full bg-primary' : 'h-full bg-line-strong'
              }
              style={{ width: `${(100 * count) / Math.max(1, phones)}%` }}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}
