import { getTranslations } from 'next-intl/server';
import { serverCaller } from '../../../../_trpc/server.tsx';

/** What every label says, in the language of who prints it, with the dial codes of the tenant. */
export async function labelWords() {
  const words = await getTranslations('labels');
  const codes = await (await serverCaller()).installation.dialCodes();
  return {
    instruction: words('instruction'),
    steps: words('instructionSteps'),
    dial: codes === null ? undefined : words('dial', { code: codes.logInCode, logOut: codes.logOutCode }),
  };
}

export type LabelWords = Awaited<ReturnType<typeof labelWords>>;
