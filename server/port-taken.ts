/** A listener could not be had: one line for the person who started us, naming the variable. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/** Opens a listener; a port that is taken or forbidden is told by the name of its variable. @throws PortTaken */
export async function listenOr<T>(variable: string, port: number, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new PortTaken(`${variable}: port ${port} is taken by another program.`);
    if (code === 'EACCES') throw new PortTaken(`${variable}: this user may not listen on port ${port}.`);
    if (code === 'EADDRNOTAVAIL') throw new PortTaken(`${variable}: this machine has no such address.`);
    throw error;
  }
}
