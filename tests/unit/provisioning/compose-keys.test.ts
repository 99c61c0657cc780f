import { describe, expect, it } from 'vitest';
import type { WantedKey } from '#db/schema/index.ts';
import type { DeskKeys } from '#server/hotdesk/wanted-keys.ts';
import { composeKeys } from '#server/provisioning/compose-keys.ts';

type Now = Parameters<typeof composeKeys>[0];

const wanted = (does: WantedKey['does'], number: string, more: Partial<WantedKey> = {}): WantedKey => ({
  ...{ does, number, label: `${does} ${number}`, page: null },
  ...more,
});

const settings = { language: 'en', logInCode: '*70', logOutCode: '*71' };

function now(occupant: Partial<Now['occupant']> | null, deskKeys: Partial<DeskKeys> = {}): Now {
  const nobody = { extension: '101', name: 'Ada Lovelace', language: null, keys: [] };
  return {
    desk: { displayName: 'Window 3' },
    settings,
    occupant: occupant && { ...nobody, ...occupant },
    deskKeys: { now: [], loggedInOnly: [], ...deskKeys },
  } as Now;
}

const shown = (of: Now) => composeKeys(of).keys.map(({ does, dials, label }) => `${does} ${dials} ${label}`);

describe('the keys of a desk’s phone', () => {
  it('of a free desk are its line, which says that it is free, and the way in', () => {
    expect(shown(now(null))).toEqual(['line  Window 3 · free', 'log-in *70 Log in']);
  });

  it('of an occupied one are the line of whoever is there, and the way out', () => {
    expect(shown(now({}))).toEqual(['line  101 Ada Lovelace', 'log-out *71 Log out']);
  });

  it.each([
    ['de', 'Window 3 · frei', 'Anmelden'],
    ['fr', 'Window 3 · libre', 'Connexion'],
    ['es', 'Window 3 · libre', 'Entrar'],
    ['it', 'Window 3 · free', 'Log in'],
  ])('speak the language of the house while free: %s', (language, line, logIn) => {
    const { keys } = composeKeys({ ...now(null), settings: { ...settings, language } } as Now);
    expect(keys.map(({ label }) => label)).toEqual([line, logIn]);
  });

  it('speak the language of whoever is there', () => {
    expect(shown(now({ language: 'de' }))[1]).toBe('log-out *71 Abmelden');
  });

  it('have a person’s own before the desk’s, each in their order, on the pages that they wish for', () => {
    const { keys } = composeKeys(
      now(
        { keys: [wanted('blf', '102', { page: 2 }), wanted('speed-dial', '0891')] },
        { now: [wanted('transfer', '110'), wanted('voicemail', '*97')] },
      ),
    );
    expect(keys.slice(2)).toEqual([
      { does: 'blf', dials: '102', label: 'blf 102', page: 2 },
      { does: 'speed-dial', dials: '0891', label: 'speed-dial 0891' },
      { does: 'transfer', dials: '110', label: 'transfer 110' },
      { does: 'voicemail', dials: '*97', label: 'voicemail *97' },
    ]);
  });

  it('have nothing twice: the first that does it stays, and the other is told of', () => {
    const desks = wanted('blf', '102', { label: 'Reception' });
    const composed = composeKeys(
      now(
        { keys: [wanted('blf', '102', { label: 'Charles' })] },
        { now: [desks, wanted('transfer', '102')] },
      ),
    );
    expect(composed.keys.slice(2).map(({ label }) => label)).toEqual(['Charles', 'transfer 102']);
    expect(composed.leftOut).toEqual([
      { key: { does: 'blf', dials: '102', label: 'Reception' }, why: 'same-as-another' },
    ]);
  });

  it('tell of those that wait for somebody to log in', () => {
    const composed = composeKeys(now(null, { loggedInOnly: [wanted('speed-dial', '0891')] }));
    expect(composed.keys).toHaveLength(2);
    expect(composed.leftOut.map(({ why }) => why)).toEqual(['logged-in-only']);
  });
});
