import { fitKeys, type KeyLayout, type PhoneKey } from '../../keys.ts';
import { shorten } from '../text.ts';
import { element, xmlText } from '../xml.ts';
import { openingTag } from './sections.ts';

const LABEL_MAX = 32;

/**
 * Every key of the phone, with a script of its own: the maker says that keys described in XML will go, and shows scripts in
 * github.com/Auerswald-GmbH/dseries-functions. One that does nothing has an empty script, which takes that of the person before away
 * (UNVERIFIED). `phoneXtensions` are said to be those of D-400 and D-600; that the keys of the others are called so is UNVERIFIED.
 */
export function keyLines(wanted: readonly PhoneKey[], layout: KeyLayout): string[] {
  const { placed } = fitKeys(wanted, layout);
  return [
    `  ${openingTag('keys', true)}`,
    '    <phoneXtensions>',
    ...placed.flatMap((key, index) => linesOf(index + 1, key)),
    '    </phoneXtensions>',
    '  </keys>',
  ];
}

function linesOf(keyNumber: number, key: PhoneKey | undefined): string[] {
  const label = key === undefined ? '' : shorten(key.label, LABEL_MAX);
  const script = element('lua', {}, element('code', {}, xmlText(key === undefined ? '' : scriptOf(key))));
  return [`      ${element('key', { keyNumber, label, info: '' }, element('keyConfiguration', {}, script))}`];
}

/** Lua 5.2, on one line. The line itself has no key: calls need none, and its label says who sits here. */
function scriptOf({ does, dials }: PhoneKey): string {
  switch (does) {
    case 'line':
      return '';
    case 'blf':
      return lamp(luaString(dials));
    // During a call it is dialled too: of a call that hands another on no name is known.
    case 'transfer':
    case 'log-in':
    case 'log-out':
    case 'speed-dial':
    case 'voicemail':
      return `function onKeyUp() sip.invite(${luaString(dials)}) end`;
  }
}

/**
 * Red while the other talks, blinking while it rings (RFC 4235 `early`), when the key picks up. UNVERIFIED: that `find` looks below
 * the `dialog` element as the maker's example of an alert has it.
 */
const lamp = (number: string): string =>
  [
    'local rings = false',
    'local function notify(data)',
    'local info = xml.eval(data)',
    'if not info then return end',
    'local color, blinks = "off", false',
    'for _, dialog in ipairs(info) do',
    'local state = dialog:find("state")',
    'if state and state[1] == "confirmed" then color = "red"',
    'elseif state and state[1] == "early" then color, blinks = "red", true end',
    'end',
    'rings = blinks',
    'key:setLed(color, blinks)',
    'end',
    `function onKeyUp() sip.invite(${number}, rings) end`,
    `sip.subscribe(${number}, notify)`,
  ].join(' ');

const luaString = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
