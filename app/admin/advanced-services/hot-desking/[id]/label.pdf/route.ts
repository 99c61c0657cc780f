import { serverCaller } from '../../../../../_trpc/server.tsx';
import { answerPdf, refusal } from '../../label/answer-pdf.ts';

type Params = { params: Promise<{ id: string }> };

export async function GET(request: Request, { params }: Params): Promise<Response> {
  try {
    const desk = await (await serverCaller()).desks.get({ id: (await params).id });
    return await answerPdf(request, [desk]);
  } catch (error) {
    return refusal(error);
  }
}
