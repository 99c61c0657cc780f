import { useTranslations } from 'next-intl';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { SelectField, TextField } from '../../_ui/field.tsx';

type Name = 'host' | 'port' | 'transport';

type Props = {
  /** Whose words stand beside them. */
  of: 'edge' | 'gatewayForm';
  fields: Readonly<Record<Name, UseFormRegisterReturn>>;
  errors: Readonly<{ [name in Name]?: { message?: string | undefined } | undefined }>;
};

/** Where SIP goes: host, port and transport. */
export function SipAddressFields({ of, fields, errors }: Props) {
  const words = useTranslations(of);
  const common = useTranslations('common');
  return (
    <>
      <TextField
        label={words('host')}
        hint={words('hostHint')}
        error={errors.host?.message}
        autoComplete="off"
        spellCheck={false}
        required
        {...fields.host}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={`${words('port')} (${common('optional')})`}
          hint={words('portHint')}
          error={errors.port?.message}
          inputMode="numeric"
          autoComplete="off"
          {...fields.port}
        />
        <SelectField label={words('transport')} {...fields.transport}>
          <option value="udp">UDP</option>
          <option value="tcp">TCP</option>
          <option value="tls">TLS</option>
        </SelectField>
      </div>
    </>
  );
}
