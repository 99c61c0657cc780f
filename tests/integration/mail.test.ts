import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mailJobs } from '#db/schema/index.ts';
import { sweep } from '#server/hotdesk/sweep.ts';
import { CLAIM_MS, claimMail, retryAfterMs, TRIES } from '#server/mail/mail-queue.ts';
import { createMailWorker, type MailWorker } from '#server/mail/mail-worker.ts';
import { createSmtpSender } from '#server/mail/smtp-sender.ts';
import { silentLog } from '#server/ports/log.ts';
import { FakeScheduler } from '#tests/fakes/fake-scheduler.ts';
import { eachDatabase } from '#tests/support/databases.ts';
import { type Office, openOffice } from '#tests/support/office.ts';
import { startSmtpServer } from '#tests/support/smtp-server.ts';

eachDatabase('a mail that a verb wrote', (database) => {
  let server: Awaited<ReturnType<typeof startSmtpServer>>;
  let office: Office;
  let worker: MailWorker;
  beforeEach(async () => {
    await database().db.delete(mailJobs);
    server = await startSmtpServer();
    office = await openOffice(database());
    worker = makeWorker(server.url);
  });
  afterEach(async () => {
    await worker.stop();
    await server.stop();
  });

  function makeWorker(smtpUrl: string, scheduler = new FakeScheduler()): MailWorker {
    const sender = createSmtpSender({ smtpUrl, from: 'perch@example.org' });
    return createMailWorker({ ...office.ctx, scheduler, sender, log: silentLog });
  }

  async function write(subject = 'Emergency call: Window 3', recipients = ['porter@example.com']) {
    const at = new Date(office.clock.nowMs());
    const [job] = await database()
      .db.insert(mailJobs)
      .values({
        tenantId: office.ctx.tenantId,
        recipients,
        subject,
        body: 'Zimmer 3, Ü',
        createdAt: at,
        dueAt: at,
      })
      .returning({ id: mailJobs.id });
    return job?.id ?? 0;
  }

  const jobOf = async (id: number) =>
    (await database().db.select().from(mailJobs).where(eq(mailJobs.id, id)))[0];

  it('goes to everybody who is to know, and only once', async () => {
    const id = await write('Emergency call: Window 3', ['porter@example.com', 'first-aid@example.com']);
    await worker.look();
    await worker.look();
    const [mail, ...more] = server.received;
    expect(more).toEqual([]);
    expect(mail?.to).toEqual(['porter@example.com', 'first-aid@example.com']);
    expect(mail?.from).toBe('perch@example.org');
    expect(mail?.text).toMatch(/^Subject: Emergency call: Window 3\r$/m);
    expect(mail?.text).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(await jobOf(id)).toMatchObject({ dueAt: null, error: null, sentAt: expect.any(Date) });
  });

  it('is tried again after half a minute when the server does not take it', async () => {
    server.refuse(1);
    const id = await write();
    await worker.look();
    expect(await jobOf(id)).toMatchObject({
      sentAt: null,
      error: expect.stringContaining('come back later'),
    });
    office.clock.advance(29_999);
    await worker.look();
    expect(server.received).toEqual([]);
    office.clock.advance(1);
    await worker.look();
    expect(server.received).toHaveLength(1);
  });

  it('is given up after ten tries, over some hours', async () => {
    server.refuse(TRIES);
    const id = await write();
    for (let tried = 1; tried <= TRIES; tried += 1) {
      await worker.look();
      expect((await jobOf(id))?.attempts).toBe(tried);
      office.clock.advance(retryAfterMs(tried));
    }
    await worker.look();
    expect(await jobOf(id)).toMatchObject({ attempts: TRIES, dueAt: null, sentAt: null });
    expect(server.received).toEqual([]);
    expect([1, 2, 7, 8, 9].map(retryAfterMs)).toEqual([30_000, 60_000, 1_920_000, 3_600_000, 3_600_000]);
  });

  it('is sent by one of two processes that look at the same moment', async () => {
    const other = makeWorker(server.url);
    const subjects = Array.from({ length: 12 }, (_, index) => `Call ${index}`);
    for (const subject of subjects) await write(subject);
    await Promise.all([worker.look(), other.look()]);
    const sent = server.received.map(({ text }) => /^Subject: (.*)\r$/m.exec(text)?.[1] ?? '');
    expect(sent.sort()).toEqual(subjects.sort());
    await other.stop();
  });

  it('is sent by another process, under the same Message-ID, when the first one died over it', async () => {
    await write();
    await claimMail(office.ctx);
    await worker.look();
    expect(server.received).toEqual([]);
    office.clock.advance(CLAIM_MS);
    await worker.look();
    expect(server.received[0]?.text).toMatch(/^Message-ID: <perch-\d+-\d+@example.org>\r$/m);
  });

  it('is sent although one of several people is unknown there, which is kept', async () => {
    server.refuseRecipient('gone@example.com');
    const id = await write('Call', ['gone@example.com', 'porter@example.com']);
    await worker.look();
    expect(server.received[0]?.to).toEqual(['porter@example.com']);
    expect((await jobOf(id))?.error).toBe('not accepted: gone@example.com');
  });

  it('is kept for a month after it was sent, and as long as it is to be sent', async () => {
    const sent = await write();
    await worker.look();
    server.refuse(1);
    const waiting = await write();
    await worker.look();
    office.clock.advance(31 * 24 * 3_600_000);
    await sweep(office.ctx);
    expect(await jobOf(sent)).toBeUndefined();
    expect(await jobOf(waiting)).toBeDefined();
  });

  it('is found by itself, without being announced', async () => {
    const scheduler = new FakeScheduler();
    const polling = makeWorker(server.url, scheduler);
    await write();
    scheduler.run(5_000);
    await expect.poll(() => server.received.length).toBe(1);
    await polling.stop();
  });

  it('is sent with user and password where the server wants them, which no error repeats', async () => {
    const id = await write();
    const mistaken = makeWorker(server.urlOf('perch', 'wr0ng-secret'));
    await mistaken.look();
    const failed = await jobOf(id);
    expect(failed).toMatchObject({ sentAt: null, error: expect.stringContaining('wrong password') });
    expect(failed?.error).not.toContain('wr0ng-secret');
    office.clock.advance(retryAfterMs(1));
    const right = makeWorker(server.urlOf('perch', 'right'));
    await right.look();
    expect(server.received).toHaveLength(1);
  });
});
