import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer that nobody may keep: what it says is true now. */
export function sendText(
  res: ServerResponse,
  { status, type, text }: { status: number; type: string; text: string },
): void {
  res.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  // Node leaves the body of a HEAD away by itself.
  res.end(text);
}

/** Refuses every method but GET and HEAD; answers whether the request may go on. */
export function onlyReads(req: IncomingMessage, res: ServerResponse): boolean {
  if (req.method === 'GET' || req.method === 'HEAD') return true;
  res.setHeader('allow', 'GET, HEAD');
  sendText(res, { status: 405, type: 'text/plain; charset=utf-8', text: 'Only GET is possible here.\n' });
  return false;
}
