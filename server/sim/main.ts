import { networkInterfaces } from 'node:os';
import { chooseLanAddress, lanAddresses } from '#server/lan-address.ts';
import { startMedia } from '#server/media/media-client.ts';
import { listenOr } from '#server/port-taken.ts';
import { systemClock } from '#server/ports/clock.ts';
import { systemRandom } from '#server/ports/random.ts';
import { systemScheduler } from '#server/ports/scheduler.ts';
import { DeskPhone } from './desk-phone.ts';
import { simMakeOf } from './makes/index.ts';
import { simYealink } from './makes/yealink.ts';
import { HELP, readOptions, type SimOptions } from './options.ts';
import { SimPhone } from './sim-phone.ts';
import { startSimServer } from './sim-server.ts';

function giveUp(...lines: string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

const options = readOptions(process.argv.slice(2));
if (!options.ok) giveUp(...options.error, 'See npm run sim -- --help');
if (options.value === 'help') process.stdout.write(HELP);
else await run(options.value).catch((error: Error) => giveUp(error.message));

async function run({
  count,
  make: vendor,
  mac: firstMac,
  server: pnpTo,
  http,
  rtp,
  ...given
}: SimOptions): Promise<void> {
  const address = given.address ?? chooseLanAddress(lanAddresses(networkInterfaces()));
  const make = simMakeOf(vendor) ?? simYealink;
  const phones = new Map<string, DeskPhone>();
  const server = await listenOr('--http (SIM_PORT)', http, () => startSimServer(phones, http));
  const media = await startMedia({ portMin: rtp.min, portMax: rtp.max, bindAddress: address });
  for (let i = 0; i < count; i += 1) {
    const mac = (firstMac + i).toString(16).padStart(12, '0');
    const phone = await SimPhone.make({
      ...{ mac, address, pnpTo, media, make },
      clock: systemClock,
      scheduler: systemScheduler,
      random: systemRandom,
      changed: () => {
        const own = phones.get(mac);
        if (own !== undefined) server.changed(own);
      },
    });
    phones.set(mac, new DeskPhone(phone));
    await phone.plugIn();
  }
  process.stdout.write(`${phones.size} simulated phones: http://localhost:${http}\n`);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, async () => {
      await server.close();
      await Promise.all([...phones.values()].map(({ phone }) => phone.unplug()));
      await media.close();
      process.exit(0);
    });
  }
}
