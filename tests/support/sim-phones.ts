import { type Media, startMedia } from '#server/media/media-client.ts';
import { systemClock } from '#server/ports/clock.ts';
import { systemRandom } from '#server/ports/random.ts';
import { systemScheduler } from '#server/ports/scheduler.ts';
import type { SimMake } from '#server/sim/makes/make.ts';
import { SimPhone, type SimPhoneOptions } from '#server/sim/sim-phone.ts';
import { freePorts } from './free-port.ts';

const MEDIA_PORTS = 40;

export type SimPhones = {
  /** A new phone, switched off; a Yealink if no maker is named. */
  make(
    mac: string,
    make?: SimMake,
    more?: Pick<SimPhoneOptions, 'breaksOffAfterBytes' | 'tls'>,
  ): Promise<SimPhone>;
  stop(): Promise<void>;
};

/** Simulated phones on the loopback, with sound; their PnP SUBSCRIBE goes to the server's SIP port. */
export async function simPhones(sipPort: number): Promise<SimPhones> {
  const port = await freePorts(MEDIA_PORTS);
  const media: Media = await startMedia({
    portMin: port,
    portMax: port + MEDIA_PORTS - 1,
    bindAddress: '127.0.0.1',
  });
  const made: SimPhone[] = [];
  return {
    async make(mac, make, more) {
      const phone = await SimPhone.make({
        mac,
        ...(make && { make }),
        ...more,
        address: '127.0.0.1',
        pnpTo: { address: '127.0.0.1', port: sipPort },
        media,
        clock: systemClock,
        scheduler: systemScheduler,
        random: systemRandom,
      });
      made.push(phone);
      return phone;
    },
    async stop() {
      await Promise.all(made.map((phone) => phone.unplug()));
      await media.close();
    },
  };
}
