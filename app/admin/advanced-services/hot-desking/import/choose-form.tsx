'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { fieldWord } from '../../../../_live/field-words.ts';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { readFailure } from '../../../../_trpc/failure.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Card } from '../../../../_ui/card.tsx';
import { SelectField, TextField } from '../../../../_ui/field.tsx';
import { readText } from './read-file.ts';
import type { Defaults } from './use-import.ts';

const BYTES_MAX = 4 * 1024 * 1024;
const EXAMPLE = '/admin/advanced-services/hot-desking/import/example.csv';

type Props = { onChosen: (table: string, defaults: Defaults) => void; isBusy: boolean; error: unknown };

export function ChooseForm({ onChosen, isBusy, error }: Props) {
  const words = useTranslations('deskImport');
  const form = useTranslations('deskForm');
  const refusal = useRefusal();
  const [file, setFile] = useState<File>();
  const [defaults, setDefaults] = useState<Defaults>({ provisioning: 'pnp', network: 'lan' });
  const isTooLarge = file !== undefined && file.size > BYTES_MAX;
  const problem = isTooLarge ? words('tooLarge') : error === undefined ? undefined : refusal(error);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (file !== undefined) onChosen(readText(await file.arrayBuffer()), defaults);
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Card className="grid gap-5">
        <TextField
          label={words('table')}
          hint={words('tableHint')}
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
          className="py-2"
          required
          error={problem}
          onChange={({ target }) => setFile(target.files?.[0])}
        />
        <div>
          <Button asChild size="small">
            <a href={EXAMPLE} download>
              <Download aria-hidden="true" />
              {words('example')}
            </a>
          </Button>
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            label={form('provisioning')}
            hint={words('defaultHint')}
            value={defaults.provisioning}
            onChange={({ target }) =>
              setDefaults({ ...defaults, provisioning: target.value as Defaults['provisioning'] })
            }
          >
            {(['pnp', 'rps', 'link'] as const).map((method) => (
              <option key={method} value={method}>
                {form(method)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={form('network')}
            hint={words('defaultHint')}
            value={defaults.network}
            onChange={({ target }) =>
              setDefaults({ ...defaults, network: target.value as Defaults['network'] })
            }
          >
            {(['lan', 'sbc'] as const).map((network) => (
              <option key={network} value={network}>
                {form(network)}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="flex justify-end">
          <Button type="submit" kind="primary" isBusy={isBusy} disabled={isTooLarge}>
            {words('check')}
          </Button>
        </div>
      </Card>
    </form>
  );
}

/** What was refused of the table as a whole. */
function useRefusal(): (error: unknown) => string {
  const fieldWords = useTranslations('fieldProblem');
  const failureWords = useFailureWords();
  return (error) => {
    const problem = readFailure(error)?.problems['table'];
    if (problem === undefined) return failureWords(error);
    const { limit = 0, about = '' } = problem;
    return fieldWords(fieldWord('table', problem), { limit, about });
  };
}
