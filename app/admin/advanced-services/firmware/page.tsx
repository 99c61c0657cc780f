import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Hydrate, requestQueryClient, serverCaller, trpc } from '../../../_trpc/server.tsx';
import { FirmwareScreen } from './firmware-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('firmware'))('title') };
}

export default async function FirmwarePage() {
  const api = await serverCaller();
  const [makes, sites] = await Promise.all([
    api.firmware.makes(),
    api.emergency.sites(),
    requestQueryClient().prefetchQuery(trpc.firmware.overview.queryOptions()),
  ]);
  return (
    <Hydrate>
      <FirmwareScreen makes={makes} sites={sites.map(({ name }) => name)} />
    </Hydrate>
  );
}
