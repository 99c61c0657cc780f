import type { DeskPhone, PhoneConfig } from '../../phone-config.ts';
import { usableExtras, withExtras } from '../extras.ts';
import { range } from '../text.ts';
import { accountParameters, emptyLines, withoutEdge } from './account.ts';
import { ciscoExtras } from './extras.ts';
import { emptyKeys, keyParameters } from './keys.ts';
import { flatProfile, type Parameter } from './parameters.ts';
import { provisioningParameters, releasedParameters } from './provisioning.ts';
import { STAR_CODES } from './star-codes.ts';

/** `Language_Selection` and `Locale`; the 9800s call the first `Phone_Language`. */
const LANGUAGES: Readonly<Record<string, readonly [name: string, locale: string]>> = {
  en: ['English', 'en-US'],
  de: ['German', 'de-DE'],
  fr: ['French', 'fr-FR'],
  es: ['Spanish', 'es-ES'],
};

/** The one profile of a phone. */
export function renderCisco(config: PhoneConfig): string {
  const parameters =
    config.is === 'desk-phone'
      ? deskParameters(config)
      : [
          ...releasedParameters(),
          ...emptyLines(1),
          ...withoutEdge(),
          ...emptyKeys(),
          ...namesOf(''),
          ...personal(),
        ];
  const extras = usableExtras(config.extras, ciscoExtras);
  return flatProfile(
    config.version,
    withExtras(parameters, extras, (value) => value ?? ''),
  );
}

function deskParameters(config: DeskPhone): Parameter[] {
  const { account, keys, language } = config;
  return [
    ...provisioningParameters(config),
    ...accountParameters(config),
    ...emptyLines(2),
    ...keyParameters(config),
    ...namesOf(account.label),
    ['Voice_Mail_Number', keys.find(({ does }) => does === 'voicemail')?.dials ?? ''],
    ...STAR_CODES.map((code): Parameter => [code, '']),
    ...personal(),
    ...languageParameters(language),
  ];
}

/** What stands on the display. */
const namesOf = (label: string): Parameter[] => [
  ['Station_Name', label],
  ['Station_Display_Name', label],
];

/** What somebody who sat here may have set by the phone's menus. */
const personal = (): Parameter[] => [
  // Newer multiplatform firmware has a switch of its own for each, and another name for the last number.
  ['Cfwd_All', 'No', 'rw'],
  ['Cfwd_All_Dest', '', 'rw'],
  ['Cfwd_Busy', 'No', 'rw'],
  ['Cfwd_Busy_Dest', '', 'rw'],
  ['Cfwd_No_Answer', 'No', 'rw'],
  ['Cfwd_No_Answer_Dest', '', 'rw'],
  ['Cfwd_No_Ans_Dest', '', 'rw'],
  ['DND_Setting', 'No', 'rw'],
  ['CW_Setting', 'Yes', 'rw'],
  ['Block_CID_Setting', 'No', 'rw'],
  ['Block_ANC_Setting', 'No', 'rw'],
  ...range(2, 9).flatMap((n): Parameter[] => [
    // SPA
    [`Speed_Dial_${n}`, '', 'rw'],
    [`Speed_Dial_${n}_Name`, '', 'rw'],
    [`Speed_Dial_${n}_Number`, '', 'rw'],
  ]),
  // 9800
  ...range(0, 9).flatMap((n): Parameter[] => [
    [`Quick_Number_${n}_Name`, '', 'rw'],
    [`Quick_Number_${n}_Number`, '', 'rw'],
  ]),
];

function languageParameters(language: string): Parameter[] {
  const [name, locale] = LANGUAGES[language] ?? ['English', 'en-US'];
  return [
    ['Language_Selection', name],
    ['Phone_Language', name],
    ['Locale', locale],
  ];
}
