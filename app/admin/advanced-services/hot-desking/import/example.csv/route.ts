import { serverCaller } from '../../../../../_trpc/server.tsx';
import { refusal } from '../../label/answer-pdf.ts';

export async function GET(): Promise<Response> {
  try {
    const { desks } = await serverCaller();
    return new Response(await desks.importExample(), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="perch-desks.csv"',
      },
    });
  } catch (error) {
    return refusal(error);
  }
}
