import { useTranslations } from 'next-intl';
import type { RpsAccount, RpsCheck } from '../../_live/shapes.ts';
import { When } from '../../_live/time.tsx';
import { useRpsTestWords } from '../../_live/use-rps-words.ts';
import { Notice } from '../../_ui/notice.tsx';

type Props = {
  test: RpsAccount['test'];
  /** What the service has just answered: more than is kept of it. */
  answer: RpsCheck | undefined;
};

/** How the account was tried last: what the service said, or what to do. */
export function LastTest({ test, answer }: Props) {
  const words = useTranslations('redirection');
  const testWords = useRpsTestWords();
  if (test === null) return <p className="text-[0.95rem] text-muted">{words('neverTested')}</p>;
  if (test.error !== null)
    return (
      <Notice kind="problem">
        {testWords(test.error.code)}
        <Tested at={test.at} />
      </Notice>
    );
  return (
    <div role="status" className="text-[0.95rem]">
      {answer?.ok === true && answer.account !== undefined
        ? words('letsInAs', { account: answer.account })
        : words('letsIn')}{' '}
      {answer?.ok === true && answer.phones !== undefined && words('holds', { count: answer.phones })}
      <Tested at={test.at} />
    </div>
  );
}

function Tested({ at }: { at: string }) {
  const words = useTranslations('redirection');
  return (
    <span className="block text-sm text-muted">
      {words('lastTest')}: <When at={at} />
    </span>
  );
}
