import { getTranslations } from 'next-intl/server';
import { serverCaller } from '../../_trpc/server.tsx';
import { FocusPage } from '../../_ui/focus-page.tsx';

export default async function UnknownDesk() {
  const words = await getTranslations('deskPage');
  const codes = await (await serverCaller()).installation.dialCodes();
  return (
    <FocusPage>
      <h1 className="text-4xl font-bold tracking-tight text-balance">{words('unknownTitle')}</h1>
      <p className="mt-3 text-lg text-muted">
        {words('unknownText')} {codes !== null && words('unknownDial', codes)}
      </p>
    </FocusPage>
  );
}
