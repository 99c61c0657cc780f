import { element, XML_DECLARATION, xmlText } from '../xml.ts';

/**
 * One element of a flat profile; an empty one empties it on the phone. `rw`: people at the phone may change it until the
 * next profile, which they otherwise may not.
 */
export type Parameter = readonly [name: string, value: string | number, access?: 'rw'];

export const yes = (is: boolean): 'Yes' | 'No' => (is ? 'Yes' : 'No');

const written = ([name, value, access]: Parameter): string =>
  element(name, { ua: access ?? 'na' }, xmlText(value));

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
