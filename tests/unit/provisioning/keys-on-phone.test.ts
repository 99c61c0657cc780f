import { describe, expect, it } from 'vitest';
import type { WantedKey } from '#db/schema/index.ts';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { keysOnPhone } from '#server/provisioning/keys-on-phone.ts';

const wanted = (label: string, page: number | null = null): WantedKey => ({
  ...{ does: 'speed-dial', number: `1${label.length}${page ?? ''}`, label, page },
});

function configuration(model: string | null, keys: WantedKey[], vendor = 'yealink'): DeskConfiguration {
  return {
    desk: { displayName: 'Window 3', vendor, model: 'T21P_E2' },
    phone: model === null ? null : { model, firmware: null },
    settings: { language: 'en', logInCode: '*70', logOutCode: '*71', emergencyNumbers: ['112'] },
    occupant: null,
    deskKeys: { now: keys, loggedInOnly: [] },
    templates: [],
    toldExtras: [],
  } as unknown as DeskConfiguration;
}

const labels = ({ pages }: ReturnType<typeof keysOnPhone>) =>
  pages.map((page) => page.map((key) => key?.label ?? '–'));

describe('what stands on the keys of a desk’s phone', () => {
  it('is what fits the model that the phone says it is, page by page', () => {
    const shown = keysOnPhone(configuration('T27G', [wanted('a', 2), wanted('bb')]));
    expect(shown).toMatchObject({
      model: 'T27G',
      isKnownModel: true,
      leftOut: [],
      emergencyNumbers: ['112'],
    });
    expect(labels(shown)).toEqual([
      ['Window 3 · free', 'Log in', 'bb', '–', '–', '–', '–'],
      ['a', '–', '–', '–', '–', '–', '–'],
      ['–', '–', '–', '–', '–', '–', '–'],
    ]);
  });

  it('is, where the phone has not said what it is, what fits the model that was entered; the rest is told of', () => {
    const shown = keysOnPhone(configuration(null, [wanted('a'), wanted('bb')]));
    expect(shown.model).toBe('T21P_E2');
    expect(labels(shown)).toEqual([['Window 3 · free', 'Log in']]);
    expect(shown.leftOut.map(({ key, why }) => [key.label, why])).toEqual([
      ['a', 'no-room'],
      ['bb', 'no-room'],
    ]);
  });

  it('is what every model of the make has, where nobody knows the model', () => {
    expect(keysOnPhone(configuration('T99X', []))).toMatchObject({ isKnownModel: false });
  });

  it('is nothing on a phone without keys', () => {
    const shown = keysOnPhone(configuration('Desktop', [], 'linphone'));
    expect(shown.pages).toEqual([]);
    expect(shown.leftOut.map(({ key }) => key.does)).toEqual(['line', 'log-in']);
  });
});
