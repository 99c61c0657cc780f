import type { Desk } from '../../../../_live/shapes.ts';
import { labelFonts } from './label-fonts.ts';
import { labelWords } from './label-words.ts';
import { labelsPdf } from './labels-pdf.ts';
import { readSize } from './pdf-layout.ts';

/** The labels of some desks as a file to print. */
export async function answerPdf(request: Request, desks: readonly Desk[]): Promise<Response> {
  const labels = desks.map(({ displayName, qrUrl }) => ({ name: displayName, qrUrl }));
  const pdf = await labelsPdf(labels, {
    size: readSize(new URL(request.url).searchParams.get('size')),
    words: await labelWords(),
    fontFiles: await labelFonts(),
  });
  return new Response(new Blob([pdf.slice()]), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="perch-labels.pdf"',
      'cache-control': 'no-store',
    },
  });
}

/** For handlers, which no layout has sent to the sign-in page. */
export function refusal(error: unknown): Response {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'UNAUTHORIZED' || code === 'FORBIDDEN')
    return new Response('Please sign in.\n', { status: code === 'FORBIDDEN' ? 403 : 401 });
  if (code === 'NOT_FOUND') return new Response('There is no such desk.\n', { status: 404 });
  throw error;
}
