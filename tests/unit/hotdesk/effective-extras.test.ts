import { describe, expect, it } from 'vitest';
import { effectiveExtras, type PhoneTemplate, withTemplate } from '#server/hotdesk/effective-extras.ts';
import { checkExtras, isRefusal } from '#server/hotdesk/extra-findings.ts';

const template = (scope: PhoneTemplate['scope'], about: string, settings: Record<string, string>) => ({
  ...{ scope, about },
  settings: Object.entries(settings).map(([name, value]) => ({ name, value })),
});

const desk = { id: 'desk1', site: 'Altona', model: 'T54W' };

describe('the templates of a desk', () => {
  const all = [
    template('desk', 'desk1', { d: 'desk' }),
    template('site', 'Altona', { c: 'site', d: 'site' }),
    template('model', 't54w', { b: 'model', c: 'model', d: 'model' }),
    template('tenant', '', { a: 'tenant', b: 'tenant', c: 'tenant', d: 'tenant' }),
    template('desk', 'desk2', { a: 'another desk', x: '1' }),
    template('site', 'Wedel', { a: 'another site', y: '1' }),
    template('model', 'T46U', { a: 'another model', z: '1' }),
  ];

  it('are merged name by name: desk over site over model over tenant', () => {
    expect(effectiveExtras(all, desk, [])).toEqual([
      { name: 'a', value: 'tenant' },
      { name: 'b', value: 'model' },
      { name: 'c', value: 'site' },
      { name: 'd', value: 'desk' },
    ]);
  });

  it('have the narrowest last, for two names that mean one setting', () => {
    const two = [template('desk', 'desk1', { a: '2' }), template('tenant', '', { a: '1', P1: '1' })];
    expect(effectiveExtras(two, desk, []).map(({ name }) => name)).toEqual(['P1', 'a']);
  });

  it('empty what the phone was told once and is not told any more', () => {
    const nowhere = { id: 'desk3', site: null, model: null };
    expect(effectiveExtras(all, nowhere, ['a', 'y'])).toEqual(
      [
        ...[['b'], ['c'], ['d'], ['a']].map(([name = '']) => ({ name, value: 'tenant' })),
        { name: 'y', value: null },
      ].sort((one, other) => one.name.localeCompare(other.name)),
    );
  });

  it('are the same with one in the place of its former self', () => {
    const changed = withTemplate(all, template('site', 'Altona', {}));
    expect(effectiveExtras(changed, desk, [])[2]).toEqual({ name: 'c', value: 'model' });
    expect(changed).toHaveLength(all.length);
  });
});

describe('what is said of settings', () => {
  const rules = {
    nameOf: (text: string) => (text.includes(' ') ? undefined : text.toLowerCase()),
    isKnown: (name: string) => name.startsWith('known'),
    isRisky: (name: string) => name.endsWith('.vlan'),
    reserved: (name: string) => (name.includes('password') ? ('security' as const) : undefined),
  };

  it('is what keeps each from being stored, and which are not known', () => {
    const names = ['Known.a', 'other.b', 'no name', 'known.password', 'known.A', 'known.vlan'];
    const { settings, findings } = checkExtras(
      names.map((name) => ({ name, value: '1' })),
      rules,
    );
    expect(settings.map(({ name }) => name)).toEqual([
      'known.a',
      'other.b',
      'no name',
      'known.password',
      'known.a',
      'known.vlan',
    ]);
    expect(findings).toEqual([
      { at: 1, name: 'other.b', what: 'unknown' },
      { at: 2, name: 'no name', what: 'malformed' },
      { at: 3, name: 'known.password', what: 'security' },
      { at: 4, name: 'known.a', what: 'twice' },
      { at: 5, name: 'known.vlan', what: 'risky' },
    ]);
    expect(findings.filter(isRefusal).map(({ what }) => what)).toEqual(['malformed', 'security', 'twice']);
  });
});
