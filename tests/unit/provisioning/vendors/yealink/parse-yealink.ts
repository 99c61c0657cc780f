/** Reads a file as the phone does: `name = value` a line, the last of equal names wins. */
export function parseYealink(text: string): Map<string, string> {
  const lines = text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name, value] = /^([a-z0-9._]+) = (.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined)
        throw new Error(`not a setting: ${JSON.stringify(line)}`);
      return [name, value];
    }),
  );
}
