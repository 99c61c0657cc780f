import { expect, it } from 'vitest';
import type { DeskId } from '#server/hotdesk/ids.ts';
import { loadSipDesks } from '#server/hotdesk/sip-directory.ts';
import { Authenticator } from '#server/pbx/authenticate.ts';
import { Directory } from '#server/pbx/directory.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody, type SipRequest } from '#server/sip/message/message.ts';
import { answerChallenge } from '#server/sip/registrar/digest.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openOffice } from '#tests/support/office.ts';

function registerWith(nonce: string, account: { username: string; password: string }): SipRequest {
  const own = { ...account, method: 'REGISTER', uri: 'sip:perch', cnonce: 'c', count: 1 };
  const proof = answerChallenge(`Digest realm="perch", nonce="${nonce}", algorithm=MD5, qop="auth"`, own);
  const headers = new Headers().append('Authorization', proof ?? '');
  return { kind: 'request', method: 'REGISTER', uri: 'sip:perch', headers, body: noBody };
}

onEmbedded('RFC 7616 3.3: a nonce that is not ours', (database) => {
  async function desk() {
    const { ctx, ...office } = await openOffice(database());
    const { id } = await office.desk('8001');
    const directory = new Directory(ctx);
    await directory.load();
    const [loaded] = await loadSipDesks(ctx.db, id as DeskId);
    const username = loaded?.credentials[0]?.authName ?? ('' as never);
    const account = { username, password: ctx.secrets.sipSecret(username) };
    return { account, authenticator: new Authenticator({ directory, ...ctx }) };
  }

  it('is stale for who knows the secret: the phone tries again by itself', async () => {
    const { account, authenticator } = await desk();
    const request = registerWith('of-another-server', account);
    const checked = await authenticator.check(request, 'Authorization', 0);
    expect(checked).toMatchObject({ is: 'challenge', isStale: true });
    expect(checked.is === 'challenge' && checked.header).toContain('stale=true');
  });

  it('is nothing for who does not', async () => {
    const { account, authenticator } = await desk();
    const request = registerWith('of-another-server', { ...account, password: 'guessed' });
    expect(await authenticator.check(request, 'Authorization', 0)).toEqual({ is: 'refused' });
  });
});
