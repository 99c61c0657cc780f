import type { ReservedFor } from '../extras.ts';
import { numbersIn } from '../text.ts';

/**
 * P-values that say what a reserved item says, beside those of our own settings: the numbers that stand above such items
 * in FusionPBX's template of the GRP2616, and what its templates of the GXP21xx say of the network.
 */
const NUMBERS: ReadonlyArray<readonly [ReservedFor, string]> = [
  [
    'network',
    '8-28 51 82-83 92-95 269 1415 1419-1426 1552-1553 1684 2912 7050-7052 7800 7901-7903 8300 8394-8396 8403-8432 ' +
      '8460 22011 22020-22022 22119 22135-22161 22174 22292 22380',
  ],
  [
    'provisioning',
    '232-235 240 285-286 1007-1009 1359 1409 4503-4518 6768-6769 8220-8221 8375 8459 8487 22030',
  ],
  ['resync', '81'],
  [
    'security',
    '276 281 1357 1650 1683 8383-8384 8433-8438 8463 8468-8469 8502 22293-22294 22373-22375 27006 28116-28117 32050-32053',
  ],
  // The last ones are those of an expansion module.
  ['keys', '1339 2987-2988 8346 8357 8369 8386 8400 8444 8475 23000-23799'],
  ['dialling', '66 2382 6758 8358 8388 8565-8599'],
  ['personal', '139 298 2344-2345 2356 8486 26009-26014 26072 29064 32063'],
  [
    'account',
    '40 63 134 138 188 198 209 250 258 260-267 272 288 1347 2305-2306 2311 2313 2318-2319 2324-2325 2330-2331 2333 2336 ' +
      '2338-2339 2346 2350 2355 2359 2367 2375 2380 2389 2392 2395 2398-2399 2915 6752 8389 8448-8452 8470-8471 ' +
      '26023-26025 26046 26051 26054 26058-26059 26061 26084 29090-29091 29098 60059 60069-60070 60076 60082',
  ],
];

const BY_NAME: ReadonlyMap<string, ReservedFor> = new Map(
  NUMBERS.flatMap(([reason, numbers]) => numbersIn(numbers).map((number) => [`P${number}`, reason] as const)),
);

/** @param name `P4503` */
export const reservedPNumber = (name: string): ReservedFor | undefined => BY_NAME.get(name);
