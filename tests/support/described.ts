import { z } from 'zod';

/** Nothing may be answered that is not described. */
export function described<T extends z.ZodObject>(schema: T, body: unknown): z.output<T> {
  z.strictObject(schema.shape).parse(body);
  return schema.parse(body);
}
