/** Long enough to be a secret: the token of a desk, or what another system puts in its place. */
const TOKEN = /^[\w.~%-]{16,}$/;

/**
 * A link that stands at a service, as people may see it: it tells whose it is and not what it opens. Whoever wrote it, it may lead to
 * somebody else's configuration.
 */
export function shownLink(link: string): string {
  if (!URL.canParse(link)) return '…';
  const { protocol, host, pathname, search } = new URL(link);
  const path = pathname.split('/').map((part) => (TOKEN.test(part) ? '…' : part));
  return `${protocol}//${host}${path.join('/')}${search === '' ? '' : '?…'}`;
}
