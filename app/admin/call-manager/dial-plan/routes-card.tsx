'use client';

import { Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Controller, type UseFormReturn, useFieldArray } from 'react-hook-form';
import { Button } from '../../../_ui/button.tsx';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { OrderButtons } from '../../../_ui/order-buttons.tsx';
import { OrderedChoice } from '../../../_ui/ordered-choice.tsx';
import { type DialPlanValues, emptyRoute } from './dial-plan-values.ts';

export type GatewayOption = { value: string; label: string };

type Props = { form: UseFormReturn<DialPlanValues>; gateways: readonly GatewayOption[] };

export function RoutesCard({ form, gateways }: Props) {
  const words = useTranslations('dialPlan');
  const { fields, append, remove, move } = useFieldArray({ control: form.control, name: 'outboundRoutes' });
  return (
    <Card className="grid grid-cols-1 gap-4">
      <CardTitle
        isTight
        aside={
          gateways.length > 0 && (
            <Button size="small" onClick={() => append(emptyRoute)}>
              <Plus aria-hidden="true" />
              {words('addRoute')}
            </Button>
          )
        }
      >
        {words('routes')}
      </CardTitle>
      <p className="-mt-3 max-w-3xl text-muted">{words('routesText')}</p>
      {gateways.length === 0 && <NoGateways />}
      {gateways.length > 0 && fields.length === 0 && <p className="font-medium">{words('noRoutes')}</p>}
      <ol className="grid grid-cols-1 gap-4 empty:hidden">
        {fields.map(({ id }, index) => (
          <li key={id}>
            <RouteFields
              form={form}
              gateways={gateways}
              index={index}
              count={fields.length}
              onMove={(by) => move(index, index + by)}
              onRemove={() => remove(index)}
            />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function NoGateways() {
  const words = useTranslations('dialPlan');
  return (
    <Notice kind="info">
      {words('noGateways')}{' '}
      <Link href="/admin/call-manager/gateways/add" className="font-semibold underline underline-offset-4">
        {words('addGateway')}
      </Link>
    </Notice>
  );
}

type RouteProps = Props & {
  index: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

function RouteFields({ form, gateways, index, count, onMove, onRemove }: RouteProps) {
  const words = useTranslations('dialPlan');
  const path = `outboundRoutes.${index}` as const;
  const errors = form.formState.errors.outboundRoutes?.[index];
  const number = index + 1;
  const field = (name: 'prefix' | 'lengthMin' | 'lengthMax' | 'strip' | 'prepend') => ({
    label: words(name),
    error: errors?.[name]?.message,
    inputMode: name === 'prefix' || name === 'prepend' ? ('tel' as const) : ('numeric' as const),
    autoComplete: 'off',
    ...form.register(`${path}.${name}`),
  });
  return (
    <fieldset className="min-w-0 rounded-xl border border-line-strong p-4">
      <legend className="sr-only">{words('route', { number })}</legend>
      <div className="mb-3 flex items-center gap-1">
        <p aria-hidden="true" className="grow font-semibold">
          {words('route', { number })}
        </p>
        <OrderButtons
          name={words('route', { number })}
          place={number}
          count={count}
          onMove={onMove}
          onRemove={onRemove}
        />
      </div>
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-[3fr_2fr]">
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-[2fr_1fr_1fr]">
          <div className="max-sm:col-span-2">
            <TextField {...field('prefix')} hint={words('prefixHint')} />
          </div>
          <TextField {...field('lengthMin')} />
          <TextField {...field('lengthMax')} />
          <TextField {...field('strip')} hint={words('stripHint')} />
          <div className="sm:col-span-2">
            <TextField {...field('prepend')} hint={words('prependHint')} />
          </div>
        </div>
        <Controller
          control={form.control}
          name={`${path}.gatewayIds`}
          render={({ field: { value, onChange }, fieldState: { error } }) => (
            <OrderedChoice
              legend={words('gateways')}
              hint={words('gatewaysHint')}
              error={error?.message}
              options={gateways}
              chosen={value}
              onChange={onChange}
            />
          )}
        />
      </div>
    </fieldset>
  );
}
