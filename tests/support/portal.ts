import type { Page } from 'playwright';

/** Whose Perch it is in tests of the portal. */
export const OWNER = { email: 'mara@example.org', password: 'a sentence is easy' };

/** Makes them its owner at the first start. */
export const ownerEnv = { PERCH_ADMIN_EMAIL: OWNER.email, PERCH_ADMIN_PASSWORD: OWNER.password };

/** Signs the owner in, in a browser that speaks English. */
export async function signInToPortal(page: Page, { url }: { url: string }): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail address').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}
