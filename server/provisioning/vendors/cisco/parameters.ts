import { XML_DECLARATION, xmlText } from '../xml.ts';

/** One element of a flat profile. `rw`: people at the phone may change it until the next profile, which they otherwise may not. */
export type Parameter = readonly [name: string, value: string | number, access?: 'rw'];

export const yes = (is: boolean): 'Yes' | 'No' => (is ? 'Yes' : 'No');

/** With both its tags, which empty it on the phone; `<Speed_Dial_2_Name ua="rw"/>` would leave what a person put there. */
const written = ([name, value, access]: Parameter): string =>
  `<${name} ua="${access ?? 'na'}">${xmlText(value)}</${name}>`;

/**
 * Open profile (Cisco's provisioning guide): what a file does not name stays, what a model does not know is passed
 * over, and of equal names the last one wins.
 */
export function flatProfile(version: number, parameters: readonly Parameter[]): string {
  const lines = parameters.map((parameter) => `  ${written(parameter)}`);
  return [
    XML_DECLARATION,
    `<!-- configuration version: ${version} -->`,
    '<flat-profile>',
    ...lines,
    '</flat-profile>',
    '',
  ].join('\n');
}
