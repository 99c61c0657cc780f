import { describe, expect, it } from 'vitest';
import { yealink } from '#server/provisioning/vendors/yealink/yealink.ts';
import { deskPhone } from '../../desk-phone.ts';

const phone = deskPhone();

describe('what a Yealink is served', () => {
  it.each(['001565aabbcc.cfg', '001565AABBCC.CFG'])('its file as %s', (name) => {
    expect(yealink.fileFor(name, phone)?.is).toBe('device');
  });

  it.each([
    '001565aabbcc.boot',
    'y000000000000.boot',
    'y000000000096.cfg',
    '001565aabbcc-local.cfg',
    '001565aabbcc-contact.xml',
    '001565aabbcc_Security.enc',
    '',
  ])('nothing as "%s": it goes on to the next of its sequence', (name) => {
    expect(yealink.fileFor(name, phone)).toBeUndefined();
  });

  it.each([
    ['T54W', 27, 9, true],
    ['SIP-T31G', 2, 2, true],
    ['t48s', 29, 11, true],
    ['CP920', 0, 0, true],
    ['W60B', 0, 0, true],
    ['T19P_E2', 0, 0, true],
    ['T99X', 2, 2, false],
  ])('%s has %i keys, %i on a page', (model, ...shape) => {
    const [keys, keysPerPage, isKnown] = shape;
    expect(yealink.shapeOf(model)).toMatchObject({ keys, keysPerPage, isKnown });
  });

  it('a conference phone without keys is told of its account alone', () => {
    const text = yealink.fileFor('001565aabbcc.cfg', { ...phone, model: 'CP920' })?.text ?? '';
    expect(text).toContain('account.1.user_name = 8001');
    expect(text).toContain('linekey.1.type = 0');
    expect(text).not.toContain('*70');
  });
});
