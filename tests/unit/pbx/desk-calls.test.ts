import { describe, expect, it } from 'vitest';
import type { DeskId, UserId } from '#server/hotdesk/ids.ts';
import { type DeskCall, DeskCalls } from '#server/pbx/desk-calls.ts';

const [DESK, OTHER] = ['desk' as DeskId, 'other' as DeskId];
const [ANN, BOB] = ['ann' as UserId, 'bob' as UserId];

function desks() {
  const idle: DeskId[] = [];
  const seen: string[] = [];
  const occupants = new Map([[DESK, ANN]]);
  const calls = new DeskCalls((deskId) => idle.push(deskId), {
    ownerOf: (deskId) => occupants.get(deskId) ?? null,
    changed: ({ deskId, state }: DeskCall) => seen.push(`${deskId} ${state}`),
  });
  return { calls, idle, seen, occupants };
}

describe('the calls of a desk', () => {
  it('are told of as they begin, ring, are answered and end, each once', () => {
    const { calls, seen, idle } = desks();
    calls.begin(DESK, 'c1', 'recipient');
    calls.begin(DESK, 'c1', 'recipient');
    calls.reach(DESK, 'c1', 'early');
    calls.reach(DESK, 'c1', 'early');
    calls.reach(DESK, 'c1', 'confirmed');
    expect(calls.of(DESK)).toMatchObject([{ direction: 'recipient', state: 'confirmed', owner: ANN }]);
    calls.end(DESK, 'c1');
    calls.end(DESK, 'c1');
    expect(seen).toEqual(['desk trying', 'desk early', 'desk confirmed', 'desk confirmed']);
    expect([idle, calls.of(DESK), calls.ofUser(ANN)]).toEqual([[DESK], [], []]);
  });

  it('do not ring any more once they are answered', () => {
    const { calls } = desks();
    calls.begin(DESK, 'c1');
    calls.reach(DESK, 'c1', 'confirmed');
    calls.reach(DESK, 'c1', 'early');
    expect(calls.of(DESK)).toMatchObject([{ state: 'confirmed' }]);
  });

  it('that nobody has begun go nowhere', () => {
    const { calls, seen } = desks();
    calls.reach(DESK, 'c1', 'early');
    calls.end(DESK, 'c1');
    expect([seen, calls.isBusy(DESK)]).toEqual([[], false]);
  });

  it('leave it idle when the last one has ended', () => {
    const { calls, idle } = desks();
    calls.begin(DESK, 'c1');
    calls.begin(DESK, 'c2');
    calls.end(DESK, 'c1');
    expect([idle, calls.isBusy(DESK)]).toEqual([[], true]);
    calls.end(DESK, 'c2');
    expect([idle, calls.isBusy(DESK)]).toEqual([[DESK], false]);
  });
});

describe('the calls of a user', () => {
  it('are those that began where they sat, also when somebody else sits there by now', () => {
    const { calls, occupants } = desks();
    calls.begin(DESK, 'c1');
    occupants.set(DESK, BOB);
    occupants.set(OTHER, ANN);
    calls.begin(DESK, 'c2');
    calls.begin(OTHER, 'c1');
    calls.reach(DESK, 'c1', 'confirmed');
    expect(calls.ofUser(ANN)).toMatchObject([
      { deskId: DESK, state: 'confirmed' },
      { deskId: OTHER, state: 'trying' },
    ]);
    expect(calls.ofUser(BOB)).toMatchObject([{ deskId: DESK, state: 'trying' }]);
    calls.end(DESK, 'c1');
    expect(calls.ofUser(ANN)).toMatchObject([{ deskId: OTHER }]);
  });
});
