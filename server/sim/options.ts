import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import * as read from '#server/env-values.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import { simMakeNames, simMakeOf } from './makes/index.ts';

export const HELP = `Simulated desk phones, against any Perch.

  npm run sim -- [options]

  --count N          how many phones (3)
  --make NAME        whose phones they are (yealink)
  --mac HEX          MAC of the first one, the others follow (001565a00001)
  --server HOST:PORT where the PnP SUBSCRIBE goes (224.0.1.75:5060, the multicast group)
  --address IP       the phones' own address (this machine's on the LAN)
  --http PORT        the page with their displays and keys (3100)
  --rtp MIN-MAX      their media ports (30000-31999)
`;

const text = { type: 'string' } as const;
const OPTIONS = { count: text, make: text, mac: text, server: text, address: text, http: text, rtp: text };
const COUNT_MAX = 1_000;
const MAC_MAX = 2 ** 48 - COUNT_MAX;

const schema = z.object({
  count: z.coerce
    .number('give a number of phones.')
    .int('give a whole number.')
    .min(1, 'at least one phone.')
    .max(COUNT_MAX, `at most ${COUNT_MAX} phones.`)
    .default(3),
  make: z
    .string()
    .refine((make) => simMakeOf(make) !== undefined, `known are: ${simMakeNames.join(', ')}.`)
    .default('yealink'),
  /** Of the first phone, as a number. */
  mac: z
    .string()
    .regex(/^[0-9a-f]{12}$/i, 'give 12 hex digits, like 001565a00001.')
    .default('001565a00001')
    .transform((mac) => Number.parseInt(mac, 16))
    .refine((mac) => mac <= MAC_MAX, 'too near to the last MAC there is.'),
  server: z
    .string()
    .regex(/^[^:\s]+(:\d{1,5})?$/, 'give it like 192.0.2.10:5060.')
    .default('224.0.1.75:5060')
    .transform((server) => {
      const [address = '', port = '5060'] = server.split(':');
      return { address, port: Number(port) };
    })
    .refine(({ port }) => port >= 1 && port <= 65_535, 'the port is a number from 1 to 65535.'),
  address: z
    .string()
    .refine((address) => isIP(address) !== 0, 'give an IP address of this machine.')
    .optional(),
  http: read.port(3_100),
  rtp: read.portRange({ min: 30_000, max: 31_999 }),
});

export type SimOptions = z.output<typeof schema>;

/** What the command line says, or one line for each thing that cannot be; 'help' where it is asked for. */
export function readOptions(args: readonly string[]): Result<SimOptions | 'help', string[]> {
  try {
    const options = { ...OPTIONS, help: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return ok('help');
    const parsed = schema.safeParse(values);
    if (parsed.success) return ok(parsed.data);
    return err(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`));
  } catch (error) {
    // An option that there is not, or one without a value.
    return err([error instanceof Error ? error.message : String(error)]);
  }
}
