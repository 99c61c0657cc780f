import type { z } from 'zod';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from '../https.ts';
import { type RpsError, rpsError } from '../rps-error.ts';
import { company, settings, token } from './api-types.ts';
import type { SrapsClient } from './client.ts';
import { linkOf, nextPage, told } from './mapper.ts';

/** What an account has to be asked for once, before its phones can be spoken of. */
export type Places = {
  /** Ends in a slash: a phone's entry is below it by its MAC. */
  readonly endpoints: URL;
  /** The uuid of the setting that holds a phone's link. */
  readonly settingId: string;
  readonly company?: string;
};

const MOST_PAGES = 50;

type Sought = {
  readonly keyId: string;
  /** The name of the setting that holds a phone's link. */
  readonly linkSetting: string;
  readonly nowMs: number;
};

/** Our key → our company → its endpoints, each by the link in the answer before; then the setting. */
export async function findPlaces(
  client: SrapsClient,
  { keyId, linkSetting, nowMs }: Sought,
): Promise<Result<Places, RpsError>> {
  const ask = asker(client, nowMs);
  const mine = await ask(token, linkOf(`tokens/${encodeURIComponent(keyId)}`, client.base));
  if (!mine.ok) return mine;
  const owner = await ask(company, linkOf(mine.value.body.links.company, mine.value.url));
  if (!owner.ok) return owner;
  const { links, name } = owner.value.body;
  const endpoints = linkOf(links.endpoints.replace(/\/?$/, '/'), owner.value.url);
  if (!endpoints.ok) return endpoints;
  const settingId = await findSetting(ask, linkSetting, client.base);
  if (!settingId.ok) return settingId;
  return ok({ endpoints: endpoints.value, settingId: settingId.value, ...(name ? { company: name } : {}) });
}

/** The list may come in pages, whatever size is asked for. */
async function findSetting(ask: Ask, name: string, base: URL): Promise<Result<string, RpsError>> {
  let link = linkOf('settings/?page_size=1000', base);
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await ask(settings, link);
    if (!page.ok) return page;
    const found = page.value.body.find(({ param_name }) => param_name === name);
    if (found !== undefined) return ok(found.uuid);
    const next = nextPage(page.value.headers['link']);
    if (next === undefined) return err(rpsError('unsupported'));
    link = linkOf(next, page.value.url);
  }
  return err(rpsError('bad_response'));
}

type Page<T> = { readonly body: T; readonly url: URL; readonly headers: HttpsAnswer['headers'] };
type Ask = <T>(schema: z.ZodType<T>, link: Result<URL, RpsError>) => Promise<Result<Page<T>, RpsError>>;

const asker =
  (client: SrapsClient, nowMs: number): Ask =>
  async (schema, link) => {
    if (!link.ok) return link;
    const answer = await client.call({ method: 'GET', url: link.value });
    if (!answer.ok) return answer;
    const body = told(schema, answer.value, nowMs);
    return body.ok ? ok({ body: body.value, url: link.value, headers: answer.value.headers }) : body;
  };
