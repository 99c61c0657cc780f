import { notFound } from 'next/navigation';

/** What a procedure answers; a page for nothing where it knows nothing of it. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'NOT_FOUND') notFound();
    throw error;
  }
}
