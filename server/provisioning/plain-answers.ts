type PlainAnswer = { status: number; headers: Readonly<Record<string, string>>; body: Uint8Array };

/** In text: a phone takes a page for a file. */
export const plain = (status: number, body: string, headers: Record<string, string> = {}): PlainAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: Buffer.from(body, 'utf8'),
});

/** What is not there, what is another phone's and what nobody may know of look the same. */
export const notFound = (): PlainAnswer => plain(404, 'Not found.\n');

export const tooMany = (): PlainAnswer => plain(429, 'Too many wrong addresses.\n', { 'retry-after': '60' });

export const onlyReading = (): PlainAnswer => plain(405, 'Only GET and HEAD.\n', { allow: 'GET, HEAD' });
