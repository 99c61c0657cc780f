import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddGateway } from './add-gateway.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('gatewayForm'))('addTitle') };
}

export default function AddGatewayPage() {
  return <AddGateway />;
}
