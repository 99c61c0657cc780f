import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bench, flowTo, runUntil } from '#tests/support/sip-engine.ts';

const folder = new URL('../../fixtures/sip/torture/', import.meta.url);

/** What the engine itself does; what a registrar or a UAS core would add (415, 420, 501 …) is not its business. */
type Outcome = 'to the user' | 'nothing' | number;

type Row = { file: string; section: string; kind: string; expectation: string; title: string };

const rows: Row[] = readFileSync(new URL('manifest.tsv', folder), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [file = '', section = '', , kind = '', expectation = '', title = ''] = line.split('\t');
    return { file, section, kind, expectation, title };
  });

/** Where RFC 4475 leaves a choice or speaks of a layer above the transactions: what ours does. */
const OURS: Readonly<Record<string, Outcome>> = {
  'intmeth.dat': 'to the user',
  'esc02.dat': 'to the user',
  'lwsstart.dat': 400,
  'trws.dat': 400,
  'escruri.dat': 400,
  'baddate.dat': 'to the user',
  'regbadct.dat': 400,
  'badaspec.dat': 400,
  'baddn.dat': 400,
  'mismatch02.dat': 400,
  'badbranch.dat': 'to the user',
  'unksm2.dat': 'to the user',
  'bext01.dat': 'to the user',
  'invut.dat': 'to the user',
  'regaut01.dat': 'to the user',
  'zeromf.dat': 'to the user',
  'sdp01.dat': 'to the user',
};

function expected({ file, kind, expectation }: Row): Outcome {
  const ours = OURS[file];
  if (ours !== undefined) return ours;
  if (kind.startsWith('response')) return 'nothing';
  return expectation === 'accept' ? 'to the user' : Number(expectation);
}

describe('the torture messages of RFC 4475', () => {
  it('are all here', () => expect(rows).toHaveLength(49));

  for (const row of rows) {
    const outcome = expected(row);
    const does =
      typeof outcome === 'number' ? `answers ${outcome} to` : outcome === 'nothing' ? 'drops' : 'takes';
    it(`${row.section} ${does} ${row.title} (${row.file})`, () => {
      const { engine, requests, sentResponses } = bench();
      engine.receive(flowTo(5060), readFileSync(new URL(row.file, folder)), 0);
      const status = sentResponses().map((response) => response.status);
      expect({ status, toUser: requests.length }).toEqual({
        status: typeof outcome === 'number' ? [outcome] : [],
        toUser: outcome === 'to the user' ? 1 : 0,
      });
      for (const transaction of requests) transaction.reply(200, 1);
      expect(() => runUntil(engine, 300_000)).not.toThrow();
      expect(engine.transactionCount).toBe(0);
    });
  }
});
