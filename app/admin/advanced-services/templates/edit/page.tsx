import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { serverCaller } from '../../../../_trpc/server.tsx';
import { readScope } from '../template-values.ts';
import { EditTemplate } from './edit-template.tsx';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('templates'))('edit') };
}

const DESKS_OFFERED = 200;

export default async function EditTemplatePage({ searchParams }: Props) {
  const params = await searchParams;
  const api = await serverCaller();
  const [templates, makes, sites, desks] = await Promise.all([
    api.templates.list(),
    api.templates.makes(),
    api.emergency.sites(),
    api.desks.list({ limit: DESKS_OFFERED }),
  ]);
  const given = (name: string) => (typeof params[name] === 'string' ? params[name] : '');
  return (
    <EditTemplate
      templates={templates.items}
      makes={makes}
      sites={sites.map(({ name }) => name)}
      desks={desks.items.map(({ id, displayName, vendor, model, site }) => ({
        ...{ id, displayName, vendor, model, site },
      }))}
      initial={{ vendor: given('vendor'), scope: readScope(given('scope')), about: given('about') }}
    />
  );
}
