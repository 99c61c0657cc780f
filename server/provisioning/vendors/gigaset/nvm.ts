import { element, XML_DECLARATION } from '../xml.ts';

/** One parameter; an empty value empties it on the phone. */
export type Param = readonly [name: string, value: string | number];

type File = {
  version: number;
  /** What kind of device calls itself so; absent where the makers' own examples differ from model to model. */
  productId?: 'e2';
  params: readonly Param[];
};

/** A Gigaset's `<provisioning>` file of version 1.1. */
export function nvmFile({ version, productId, params }: File): string {
  const product = productId === undefined ? '' : ` productID="${productId}"`;
  return [
    XML_DECLARATION,
    `<provisioning version="1.1"${product}>`,
    `<!-- configuration version: ${version} -->`,
    '<nvm>',
    ...params.map(([name, value]) => element('param', { name, value })),
    '</nvm>',
    '</provisioning>',
    '',
  ].join('\n');
}

export const onOff = (isOn: boolean): 0 | 1 => (isOn ? 1 : 0);
