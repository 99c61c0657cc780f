import { getTranslations } from 'next-intl/server';
import { serverCaller } from '../../../../_trpc/server.tsx';
import { Notice } from '../../../../_ui/notice.tsx';

/** Labels outlive addresses that a network hands out: say so before any is printed. */
export async function UnlastingAddress() {
  const { peopleUrl, isPeopleUrlGiven } = await (await serverCaller()).installation.overview();
  if (isPeopleUrlGiven && !isPrivate(new URL(peopleUrl).hostname)) return null;
  const words = await getTranslations('labels');
  return (
    <Notice kind="warning" title={words('unlasting', { url: peopleUrl })} className="mb-6">
      {words('unlastingText')}
    </Notice>
  );
}

const PRIVATE = /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1|f[cd]|fe80))/i;

const isPrivate = (host: string): boolean => PRIVATE.test(host);
