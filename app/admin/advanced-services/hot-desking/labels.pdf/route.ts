import { allDesks } from '../label/all-desks.ts';
import { answerPdf, refusal } from '../label/answer-pdf.ts';

export async function GET(request: Request): Promise<Response> {
  try {
    return await answerPdf(request, await allDesks());
  } catch (error) {
    return refusal(error);
  }
}
