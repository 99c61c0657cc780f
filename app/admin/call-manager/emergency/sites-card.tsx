'use client';

import { Building2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { TextField } from '../../../_ui/field.tsx';
import type { AddressPart, EmergencyValues, SiteName } from './emergency-values.ts';

type Props = { form: UseFormReturn<EmergencyValues>; known: readonly SiteName[] };

/** What is told to those who help of the places that desks name. */
export function SitesCard({ form, known }: Props) {
  const words = useTranslations('emergency');
  const sites = form.watch('sites');
  return (
    <Card className="grid grid-cols-1 gap-4">
      <CardTitle isTight>{words('sites')}</CardTitle>
      <p className="-mt-3 max-w-3xl text-muted">{words('sitesText')}</p>
      {sites.length === 0 && <p className="font-medium">{words('noSites')}</p>}
      <div className="grid grid-cols-1 items-start gap-4 empty:hidden xl:grid-cols-2">
        {sites.map(({ name }, index) => (
          <SiteFields
            key={name}
            form={form}
            index={index}
            name={name}
            desks={known.find((site) => site.name === name)?.desks ?? 0}
          />
        ))}
      </div>
    </Card>
  );
}

type SiteProps = { form: Props['form']; index: number; name: string; desks: number };

function SiteFields({ form: { register, formState }, index, name, desks }: SiteProps) {
  const words = useTranslations('emergency');
  const errors = formState.errors.sites?.[index];
  const text = (part: AddressPart) => (
    <TextField
      label={words(`address_${part}`)}
      error={errors?.[part]?.message}
      autoComplete="off"
      {...(part === 'country' ? { hint: words('countryHint'), maxLength: 2 } : {})}
      {...register(`sites.${index}.${part}`)}
    />
  );
  return (
    <fieldset className="min-w-0 rounded-xl border border-line-strong p-4">
      <legend className="sr-only">{name}</legend>
      <p aria-hidden="true" className="mb-3 flex flex-wrap items-center gap-x-2 font-semibold wrap-anywhere">
        <Building2 className="size-5 shrink-0 text-muted" />
        {name}
        <span className="text-sm font-normal text-muted">{words('desksThere', { count: desks })}</span>
      </p>
      <div className="grid grid-cols-2 gap-4">
        <div className="col-span-2">
          <TextField
            label={words('siteNumber')}
            hint={words('siteNumberHint')}
            error={errors?.callerNumber?.message}
            inputMode="tel"
            autoComplete="off"
            {...register(`sites.${index}.callerNumber`)}
          />
        </div>
        <div className="col-span-2 grid grid-cols-[2fr_1fr] gap-4">
          {text('street')}
          {text('houseNumber')}
        </div>
        <div className="col-span-2 grid grid-cols-[1fr_2fr] gap-4">
          {text('postalCode')}
          {text('city')}
        </div>
        {text('region')}
        {text('country')}
        <div className="col-span-2">{text('building')}</div>
      </div>
    </fieldset>
  );
}
