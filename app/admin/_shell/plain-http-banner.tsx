import { LockOpen } from 'lucide-react';
import { getTranslations } from 'next-intl/server';

export async function PlainHttpBanner() {
  const words = await getTranslations('banner');
  return (
    <aside className="not-printed border-b border-updating/40 bg-updating-soft px-4 py-2 text-sm sm:px-8">
      <p className="flex items-start gap-2">
        <LockOpen className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        <span>
          <strong className="font-semibold">{words('plainHttp')}</strong> {words('plainHttpHow')}
        </span>
      </p>
    </aside>
  );
}
