/**
 * next-auth learns from the environment alone under which address people see it: the public one, or else whichever
 * they came by (X-Forwarded-Host, which `http-server.ts` overwrites).
 */
export function tellNextAuth(address: { peopleUrl: string; isPeopleUrlGiven: boolean }): void {
  if (address.isPeopleUrlGiven) process.env['NEXTAUTH_URL'] = address.peopleUrl;
  else process.env['AUTH_TRUST_HOST'] = 'true';
}
