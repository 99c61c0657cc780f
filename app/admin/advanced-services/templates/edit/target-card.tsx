import { useTranslations } from 'next-intl';
import { makerName } from '../../../../_live/makers.ts';
import { Card } from '../../../../_ui/card.tsx';
import { SelectField, TextField } from '../../../../_ui/field.tsx';
import { readScope, scopes, type Target } from '../template-values.ts';

export type TemplateDesk = {
  id: string;
  displayName: string;
  vendor: string;
  model: string | null;
  site: string | null;
};

type Props = {
  target: Target;
  makes: readonly string[];
  sites: readonly string[];
  desks: readonly TemplateDesk[];
  onChange: (target: Target) => void;
};

/** Whose phones a template is for. */
export function TargetCard({ target, makes, sites, desks, onChange }: Props) {
  const words = useTranslations('templates');
  const { vendor, scope, about } = target;
  return (
    <Card className="grid grid-cols-1 gap-5 md:grid-cols-3">
      <SelectField
        label={words('make')}
        value={vendor}
        onChange={({ target: { value } }) =>
          onChange({ vendor: value, scope, about: scope === 'site' ? about : '' })
        }
      >
        {makes.map((make) => (
          <option key={make} value={make}>
            {makerName(make)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={words('scope')}
        value={scope}
        onChange={({ target: { value } }) => onChange({ vendor, scope: readScope(value), about: '' })}
      >
        {scopes.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </SelectField>
      {scope === 'model' && (
        <TextField
          label={words('model')}
          hint={words('modelHint')}
          value={about}
          onChange={(event) => onChange({ vendor, scope, about: event.target.value })}
        />
      )}
      {(scope === 'site' || scope === 'desk') && (
        <SelectField
          label={words(scope)}
          value={about}
          onChange={(event) => onChange({ vendor, scope, about: event.target.value })}
        >
          <option value="">{words('choose')}</option>
          {(scope === 'site' ? sites.map((name) => ({ id: name, displayName: name })) : desks).map(
            ({ id, displayName }) => (
              <option key={id} value={id}>
                {displayName}
              </option>
            ),
          )}
        </SelectField>
      )}
    </Card>
  );
}
