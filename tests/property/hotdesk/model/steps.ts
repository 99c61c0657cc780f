import fc from 'fast-check';

/** Something that happens in an office. A desk is named by its place among all that were ever made. */
export type Step =
  | { does: 'logIn'; desk: number; extension: string; pin: string; takeOver: boolean; times: number }
  | { does: 'logOut' | 'download' | 'register' | 'needAttention' | 'deleteDesk'; desk: number }
  | { does: 'renewLabel' | 'renewLink' | 'rearm' | 'resync'; desk: number }
  | { does: 'createUser'; extension: string; pin: string; hotDesking: boolean }
  | { does: 'deleteUser' | 'unlock'; extension: string }
  | { does: 'updateUser'; extension: string; patch: UserPatch }
  | { does: 'createDesk'; extension: string }
  | { does: 'updateDesk'; desk: number; patch: DeskPatch }
  | { does: 'wait'; ms: number };

export type UserPatch = { extension?: string; pin?: string; hotDesking?: boolean; name?: string };
/** `isAnotherPhone`: with a MAC that nobody has. */
export type DeskPatch = { extension?: string; displayName?: string; site?: string; isAnotherPhone?: true };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const pin = fc.constantFrom('1111', '1111', '1111', '2222');
/** People's, desks', one that both may want, and one that nobody has. */
const extension = fc.constantFrom('101', '101', '102', '102', '103', '8001', '8002', '200', '999');
const person = fc.constantFrom('101', '102');
const desk = fc.nat(3);
const flag = fc.boolean();
const just = <T extends string>(does: T) => fc.constant(does);

const logIn = fc.record({
  does: just('logIn'),
  desk,
  extension,
  pin,
  takeOver: flag,
  times: fc.constant(1),
});
const guess = fc.record({
  does: just('logIn'),
  desk,
  extension,
  pin: fc.constant('0000'),
  takeOver: flag,
  times: fc.integer({ min: 1, max: 6 }),
});
const ofPhone = fc.record({ does: fc.constantFrom('download', 'register', 'needAttention'), desk });
const ofDesk = fc.record({
  does: fc.constantFrom('logOut', 'logOut', 'deleteDesk', 'renewLabel', 'renewLink', 'rearm', 'resync'),
  desk,
});
const ofUser = fc.record({ does: fc.constantFrom('deleteUser', 'unlock'), extension });
const createUser = fc.record({ does: just('createUser'), extension, pin, hotDesking: flag });
const updateUser = fc.record({
  does: just('updateUser'),
  extension,
  patch: fc.record(
    { extension, pin, hotDesking: flag, name: fc.constantFrom('Ann', 'Bob') },
    { requiredKeys: [] },
  ),
});
const createDesk = fc.record({ does: just('createDesk'), extension });
const updateDesk = fc.record({
  does: just('updateDesk'),
  desk,
  patch: fc.record(
    {
      extension,
      displayName: fc.constantFrom('Window', 'Door'),
      site: fc.constantFrom('Berlin', 'Paris'),
      isAnotherPhone: fc.constant(true as const),
    },
    { requiredKeys: [] },
  ),
});
const wait = fc.record({
  does: just('wait'),
  ms: fc.constantFrom(SECOND_MS, 59 * SECOND_MS, 61 * SECOND_MS, 5 * MINUTE_MS, 31 * MINUTE_MS),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: logIn, weight: 6 },
  { arbitrary: ofPhone, weight: 4 },
  { arbitrary: guess, weight: 3 },
  { arbitrary: ofDesk, weight: 3 },
  { arbitrary: updateDesk, weight: 2 },
  { arbitrary: wait, weight: 2 },
  { arbitrary: updateUser, weight: 1 },
  { arbitrary: ofUser, weight: 1 },
  { arbitrary: createUser, weight: 1 },
  { arbitrary: createDesk, weight: 1 },
);

/** Somebody comes, and their phone with them; and then something is done to them. */
const visit: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.record({ desk, extension: person, takeOver: flag }),
    fc.option(fc.oneof(updateUser, ofUser)),
    flag,
  )
  .map(([who, change, settles]) => [
    { does: 'logIn', ...who, pin: '1111', times: 1 },
    ...(settles ? phoneComes(who.desk) : []),
    ...(change === null ? [] : [{ ...change, extension: who.extension }]),
  ]);

const phoneComes = (where: number): Step[] => [
  { does: 'register', desk: where },
  { does: 'download', desk: where },
];

/** Somebody keys wrongly, then rightly, then wrongly again. */
const fumble: fc.Arbitrary<Step[]> = fc
  .tuple(fc.record({ desk, extension: person, takeOver: flag }), fc.nat(5), fc.nat(5))
  .map(([who, before, after]) => [
    { does: 'logIn', ...who, pin: '0000', times: before },
    { does: 'logIn', ...who, pin: '1111', times: 1 },
    { does: 'logIn', ...who, pin: '0000', times: after },
  ]);

const scene: fc.Arbitrary<Step[]> = fc.oneof(
  { arbitrary: step.map((one) => [one]), weight: 4 },
  { arbitrary: visit, weight: 2 },
  { arbitrary: fumble, weight: 1 },
);

/** A day in an office: three people, one of whom may not, and two desks; then anything. */
export const day: fc.Arbitrary<Step[]> = fc
  .array(scene, { maxLength: 20, size: 'max' })
  .map((scenes) => [
    { does: 'createUser', extension: '101', pin: '1111', hotDesking: true },
    { does: 'createUser', extension: '102', pin: '1111', hotDesking: true },
    { does: 'createUser', extension: '103', pin: '1111', hotDesking: false },
    { does: 'createDesk', extension: '8001' },
    { does: 'createDesk', extension: '8002' },
    ...scenes.flat(),
  ]);
