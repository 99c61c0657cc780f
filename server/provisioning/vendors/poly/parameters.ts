import { XML_DECLARATION, xmlText } from '../xml.ts';

/** `reg.1.address="8001"`, an attribute of the file. */
export type Parameter = readonly [name: string, value: string | number];

/** A setting of the device itself is taken only with its `.set`. */
export const device = (name: string, value: string | number): Parameter[] => [
  [`device.${name}.set`, 1],
  [`device.${name}`, value],
];

/** A configuration file, a parameter a line; the version tells two of them apart that say the same. */
export const parameterFile = (version: number, parameters: readonly Parameter[]): string =>
  [
    XML_DECLARATION,
    `<!-- configuration version: ${version} -->`,
    '<PHONE_CONFIG>',
    '  <ALL',
    ...parameters.map(([name, value]) => `    ${name}="${xmlText(value)}"`),
    '  />',
    '</PHONE_CONFIG>',
    '',
  ].join('\n');
