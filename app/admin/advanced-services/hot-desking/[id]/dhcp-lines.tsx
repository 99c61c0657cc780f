'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AddressWays } from '../../../../_live/shapes.ts';
import { CopyButton } from '../../../../_ui/copy-button.tsx';
import { SelectField } from '../../../../_ui/field.tsx';

/** What the DHCP server of the house is told for this phone. */
export function DhcpLines({ dhcp }: Pick<AddressWays, 'dhcp'>) {
  const words = useTranslations('desk');
  const [chosen, choose] = useState('');
  const shown = dhcp.find(({ server }) => server === chosen) ?? dhcp[0];
  if (shown === undefined) return null;
  const { server, lines } = shown;
  return (
    <details className="rounded-xl bg-sunken p-3">
      <summary className="cursor-pointer py-2.5 text-sm font-semibold text-muted">{words('dhcp')}</summary>
      <div className="mt-3 grid gap-3">
        <SelectField
          label={words('dhcpServer')}
          value={server}
          onChange={({ target }) => choose(target.value)}
        >
          {dhcp.map((one) => (
            <option key={one.server}>{one.server}</option>
          ))}
        </SelectField>
        <p className="text-sm text-muted">{words('dhcpText')}</p>
        <pre className="font-mono text-sm break-all whitespace-pre-wrap select-all">{lines}</pre>
        {lines.includes(' ADDRESS ') && <p className="text-sm text-muted">{words('dhcpReserved')}</p>}
        <div>
          <CopyButton text={lines} label={words('copyDhcp', { server })} />
        </div>
      </div>
    </details>
  );
}
