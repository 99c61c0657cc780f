/** Says in plain lines why this command cannot go on, and ends it. */
export function giveUp(...lines: string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}
