import { type ExtraSetting, usableExtras, withExtras } from '../extras.ts';
import { element, XML_DECLARATION } from '../xml.ts';
import { gigasetExtras } from './extras.ts';

/** One parameter; an empty value empties it on the phone. */
export type Param = readonly [name: string, value: string | number];

type File = {
  version: number;
  /** What kind of device calls itself so; absent where the makers' own examples differ from model to model. */
  productId?: 'e2';
  params: readonly Param[];
  /** Those of P phones among them are left out. */
  extras: readonly ExtraSetting[];
};

/** A Gigaset's `<provisioning>` file of version 1.1. */
export function nvmFile({ version, productId, params, extras }: File): string {
  const product = productId === undefined ? '' : ` productID="${productId}"`;
  const named = usableExtras(extras, gigasetExtras).filter(({ name }) => name.includes('.'));
  const all = withExtras(params, named, (value) => value ?? '');
  return [
    XML_DECLARATION,
    `<provisioning version="1.1"${product}>`,
    `<!-- configuration version: ${version} -->`,
    '<nvm>',
    ...all.map(([name, value]) => element('param', { name, value })),
    '</nvm>',
    '</provisioning>',
    '',
  ].join('\n');
}

export const onOff = (isOn: boolean): 0 | 1 => (isOn ? 1 : 0);
