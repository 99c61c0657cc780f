import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import { chooseLanAddress, lanAddresses } from '#server/lan-address.ts';
import { startMedia } from '#server/media/media-client.ts';
import { systemClock } from '#server/ports/clock.ts';
import { systemRandom } from '#server/ports/random.ts';
import { systemScheduler } from '#server/ports/scheduler.ts';
import { DeskPhone } from './desk-phone.ts';
import { SimPhone } from './sim-phone.ts';
import { startSimServer } from './sim-server.ts';

const HELP = `Simulated desk phones, against any Perch.

  npm run sim -- [options]

  --count N          how many phones (3)
  --mac HEX          MAC of the first one, the others follow (001565a00001)
  --server HOST:PORT where the PnP SUBSCRIBE goes (224.0.1.75:5060, the multicast group)
  --address IP       the phones' own address (this machine's on the LAN)
  --http PORT        the page with their displays and keys (3100)
  --rtp MIN-MAX      their media ports (30000-31999)
`;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '3' },
    mac: { type: 'string', default: '001565a00001' },
    server: { type: 'string', default: '224.0.1.75:5060' },
    address: { type: 'string', default: chooseLanAddress(lanAddresses(networkInterfaces())) },
    http: { type: 'string', default: '3100' },
    rtp: { type: 'string', default: '30000-31999' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const [host = '', port = '5060'] = values.server.split(':');
const [portMin = 30_000, portMax = 31_999] = values.rtp.split('-').map(Number);
const media = await startMedia({ portMin, portMax, bindAddress: values.address });
const phones = new Map<string, DeskPhone>();
const server = await startSimServer(phones, Number(values.http));

for (let i = 0; i < Number(values.count); i += 1) {
  const mac = (Number.parseInt(values.mac, 16) + i).toString(16).padStart(12, '0');
  const phone = await SimPhone.make({
    mac,
    address: values.address,
    pnpTo: { address: host, port: Number(port) },
    media,
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
process.stdout.write(`${phones.size} simulated phones: http://localhost:${values.http}\n`);

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.once(signal, async () => {
    await server.close();
    await Promise.all([...phones.values()].map(({ phone }) => phone.unplug()));
    await media.close();
    process.exit(0);
  });
}
