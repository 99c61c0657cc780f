import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderLinphone } from '#server/provisioning/vendors/linphone/render.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { linphoneEntries } from '../../unit/provisioning/vendors/linphone/linphone-entries.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone({ mac: '02000000abcd' });
const named = (displayName: string) => ({ ...template, account: { ...template.account, displayName } });
const names = [...linphoneEntries(renderLinphone(template)).keys()];

describe('the file of Linphone, for any text', () => {
  it('is well-formed, with the same names in the same order', () => {
    fc.assert(
      fc.property(anyText, (displayName) => {
        expect([...linphoneEntries(renderLinphone(named(displayName))).keys()]).toEqual(names);
      }),
    );
  });

  it('is read back with the name as it was, as a quoted-string of RFC 3261', () => {
    fc.assert(
      fc.property(shownText(64), (displayName) => {
        const identity =
          linphoneEntries(renderLinphone(named(displayName))).get('proxy_0/reg_identity') ?? '';
        const [, quoted] = /^"((?:[^"\\]|\\.)*)" <sip:8001@192\.168\.1\.10:5060>$/su.exec(identity) ?? [];
        expect(quoted?.replace(/\\(.)/gsu, '$1')).toBe(displayName);
      }),
    );
  });
});
