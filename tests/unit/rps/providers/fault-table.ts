import { describe, expect, test } from 'vitest';
import { assignPhone } from '#server/rps/assign-phone.ts';
import type { RpsPhone, RpsProvider } from '#server/rps/provider.ts';
import type { RpsError } from '#server/rps/rps-error.ts';
import { type Asked, type Fault, RETRY_AFTER_SECONDS, type StandIn } from '../../../fakes/rps/stand-in.ts';

/** A provider and the stand-in that it talks to, which knows nothing of `phone` yet. */
export type FaultSubject = AsyncDisposable & {
  readonly provider: RpsProvider;
  readonly service: Pick<StandIn, 'plan' | 'asked'>;
  readonly phone: RpsPhone;
  /** Which requests a look-up makes, and which one writes the link. */
  readonly isLookup: (asked: Asked) => boolean;
  readonly isWrite: (asked: Asked) => boolean;
  /** Whether the stand-in holds the phone's link. */
  readonly isStored: () => boolean;
};

type Options = {
  /** How often a fault must come before the provider gives in, where it tries again by itself (a token that ended). */
  readonly attempts?: Partial<Record<Fault, number>>;
};

type Row = { fault: Fault; question: RpsError; write: RpsError; isDone?: true };

const rateLimited: RpsError = { code: 'rate_limited', vendorCode: '429' };

/** What each fault is to a question and to a write, whoever the maker is (facts 12.2). */
export const FAULT_TABLE: readonly Row[] = [
  { fault: 'timeout', question: { code: 'unreachable' }, write: { code: 'uncertain_write' } },
  {
    ...{
      fault: 'timeout-after-accept',
      question: { code: 'unreachable' },
      write: { code: 'uncertain_write' },
    },
    isDone: true,
  },
  same('error-401', { code: 'auth_failed', vendorCode: '401' }),
  same('error-403', { code: 'forbidden_for_account', vendorCode: '403' }),
  same('error-429', rateLimited),
  same('error-429-retry-after', { ...rateLimited, retryAfterMs: RETRY_AFTER_SECONDS * 1_000 }),
  {
    ...{ fault: 'error-500', question: { code: 'unreachable', vendorCode: '500' } },
    write: { code: 'uncertain_write', vendorCode: '500' },
  },
  { fault: 'html', question: { code: 'bad_response' }, write: { code: 'uncertain_write' } },
  {
    ...{ fault: 'truncated', question: { code: 'bad_response' }, write: { code: 'uncertain_write' } },
    isDone: true,
  },
  { fault: 'oversized', question: { code: 'bad_response' }, write: { code: 'uncertain_write' } },
  { fault: 'redirect', question: { code: 'bad_response' }, write: { code: 'uncertain_write' } },
];

function same(fault: Fault, error: RpsError): Row {
  return { fault, question: error, write: error };
}

/** Long enough for a request to leave on a connection that stands, short enough to wait for. */
const IMPATIENT_MS = 400;
const PATIENT_MS = 20_000;
const timeoutOf = (fault: Fault): number => (fault.startsWith('timeout') ? IMPATIENT_MS : PATIENT_MS);

/** Every fault at the look-up and at the write: what it is called, that nothing is half done, and that the next try puts it right. */
export function testFaults(
  start: (args: { timeoutMs: number }) => Promise<FaultSubject>,
  { attempts = {} }: Options = {},
): void {
  describe('a service that fails', () => {
    test.each(FAULT_TABLE)('$fault at a look-up is $question.code: nothing is written', async (row) => {
      await using subject = await start({ timeoutMs: timeoutOf(row.fault) });
      const { provider, service, phone, isLookup, isStored } = subject;
      expect(await provider.checkCredentials()).toMatchObject({ ok: true });
      service.plan(row.fault, { times: attempts[row.fault] ?? 1, where: isLookup });
      expect(await assign(subject)).toEqual({ ok: false, error: row.question });
      expect(isStored()).toBe(false);
      expect(await assign(subject)).toMatchObject({ ok: true, value: { wasWritten: true } });
      expect(await provider.lookup(phone.mac, phone.macId)).toMatchObject({
        ok: true,
        value: { kind: 'ours' },
      });
    });

    test.each(FAULT_TABLE)(
      '$fault at a write is $write.code: it is read again before it is repeated',
      async (row) => {
        await using subject = await start({ timeoutMs: timeoutOf(row.fault) });
        const { provider, service, isWrite, isStored } = subject;
        expect(await provider.checkCredentials()).toMatchObject({ ok: true });
        service.plan(row.fault, { times: attempts[row.fault] ?? 1, where: isWrite });
        const first = await assign(subject);
        // What was done and not answered is found by the look-up that follows, where that tells the link.
        if (row.isDone && provider.can.readsLink)
          expect(first).toMatchObject({ ok: true, value: { wasWritten: true } });
        else expect(first).toEqual({ ok: false, error: row.write });
        expect(isStored()).toBe(row.isDone === true);
        const writes = service.asked.filter(isWrite).length;
        expect(await assign(subject)).toMatchObject({ ok: true });
        expect(isStored()).toBe(true);
        if (row.isDone && provider.can.readsLink) expect(service.asked.filter(isWrite)).toHaveLength(writes);
      },
    );
  });
}

const assign = ({ provider, phone }: FaultSubject) =>
  assignPhone({ provider, phone, mayReplace: () => true });
