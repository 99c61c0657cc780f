import { headers } from 'next/headers';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** Whether what is typed into this page travels in clear through a network. */
export async function isPlainHttp(): Promise<boolean> {
  const given = await headers();
  return given.get('x-forwarded-proto') !== 'https' && !LOCAL.test(given.get('host') ?? '');
}
