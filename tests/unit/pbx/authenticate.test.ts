import { expect, it } from 'vitest';
import { answerChallenge } from '#server/digest/challenge.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { loadSipDesks } from '#server/hotdesk/sip-directory.ts';
import { Authenticator, type DigestAlgorithmOf } from '#server/pbx/authenticate.ts';
import { Directory } from '#server/pbx/directory.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody, type SipRequest } from '#server/sip/message/message.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openOffice } from '#tests/support/office.ts';

type Account = { username: string; password: string };

function register(headers = new Headers()): SipRequest {
  return { kind: 'request', method: 'REGISTER', uri: 'sip:perch', headers, body: noBody };
}

function registerAfter(challenge: string, account: Account): SipRequest {
  const own = { ...account, method: 'REGISTER', uri: 'sip:perch', cnonce: 'c', count: 1 };
  return register(new Headers().append('Authorization', answerChallenge(challenge, own) ?? ''));
}

const registerWith = (nonce: string, account: Account): SipRequest =>
  registerAfter(`Digest realm="perch", nonce="${nonce}", algorithm=MD5, qop="auth"`, account);

onEmbedded('digest', (database) => {
  async function desk(digestAlgorithmOf?: DigestAlgorithmOf) {
    const { ctx, ...office } = await openOffice(database());
    const { id } = await office.desk('8001');
    const directory = new Directory(ctx);
    await directory.load();
    const [loaded] = await loadSipDesks(ctx.db, id as DeskId);
    const username = loaded?.credentials[0]?.authName ?? ('' as never);
    const account = { username, password: ctx.secrets.sipSecret(username) };
    return { account, authenticator: new Authenticator({ directory, ...ctx, digestAlgorithmOf }) };
  }

  it('with a nonce that is not ours is stale for who knows the secret, and the phone tries again by itself', async () => {
    const { account, authenticator } = await desk();
    const request = registerWith('of-another-server', account);
    const checked = await authenticator.check(request, 'Authorization', 0);
    expect(checked).toMatchObject({ is: 'challenge', isStale: true });
    expect(checked.is === 'challenge' && checked.header).toContain('stale=true');
  });

  it('with a nonce that is not ours is nothing for who does not', async () => {
    const { account, authenticator } = await desk();
    const request = registerWith('of-another-server', { ...account, password: 'guessed' });
    const checked = await authenticator.check(request, 'Authorization', 0);
    expect(checked).toMatchObject({ is: 'refused', of: { authName: account.username } });
  });

  it.each(['MD5', 'SHA-256'] as const)(
    'by %s is asked of a phone whose model answers that, alone, and takes it (RFC 8760)',
    async (algorithm) => {
      const { account, authenticator } = await desk((userAgent) =>
        userAgent === 'A modern phone' ? 'SHA-256' : 'MD5',
      );
      const userAgent = algorithm === 'MD5' ? 'An old phone' : 'A modern phone';
      const asked = register(new Headers().append('User-Agent', userAgent));
      const challenge = await authenticator.check(asked, 'Authorization', 0);
      const header = challenge.is === 'challenge' ? challenge.header : '';
      expect(header.match(/algorithm=[\w-]+/g)).toEqual([`algorithm=${algorithm}`]);
      const checked = await authenticator.check(registerAfter(header, account), 'Authorization', 0);
      expect(checked.is).toBe('live');
    },
  );
});
