import { describe, expect, it } from 'vitest';
import { mustEncrypt } from '#server/mail/smtp-sender.ts';

describe('the way to the mail server', () => {
  it.each([
    ['smtp://user:password@mail.example.org:587', true],
    ['smtp://mail.example.org', false],
    ['smtp://user:password@127.0.0.1:2525', false],
    ['smtps://user:password@mail.example.org', false],
    ['smtp://user:password@mail.example.org?requireTLS=false', false],
    ['smtp://mail.example.org?requireTLS=true', true],
  ])('%s waits for STARTTLS before anything is said: %s', (url, isTold) => {
    expect(mustEncrypt(url)).toBe(isTold);
  });
});
