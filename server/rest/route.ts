import type { z } from 'zod';

/** Which procedure answers a call, and how its input is put together. */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`; a name in braces is a parameter. */
  path: string;
  /** Of `appRouter`, for example `desks.get`. */
  procedure: string;
  /**
   * What the parameters of the path are joined with: the query, the body, the body as `patch`, the query beside a body
   * that is the file itself, or nothing.
   */
  takes: 'query' | 'body' | 'patch' | 'file' | 'nothing';
  status: 200 | 201 | 202 | 204;
  /** Of the file, where one is taken. */
  fileType?: 'text/csv';
  /** Absent where nothing is answered. */
  answer?: z.ZodType;
  summary: string;
};
