/** A kingfisher on a handset: the mark of Perch. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true" focusable="false">
      <path
        fill="currentColor"
        d="M6 54v-5c0-4 3-6.500 7-6.500h38c4 0 7 2.500 7 6.500v5c0 2.200-1.800 4-4 4h-7c-2.200 0-4-1.800-4-4v-2.500H21V54c0 2.200-1.800 4-4 4h-7c-2.200 0-4-1.800-4-4z"
      />
      <path fill="var(--mark-tail, #0a4a52)" d="M23.500 31 11.500 41.500h8L29 38z" />
      <path
        fill="var(--mark-body, #10818a)"
        d="M20 41.500c-3.500-6-3.200-14.600 1.200-20.800C24.900 15.400 27 8 34.500 8c4.200 0 7.400 2 8.900 5.200L60 18.500l-17.600 3c-.6 2.400-2 4.400-3.600 6.300 1.600 5.500-.4 10.600-5.300 13.700z"
      />
      <path
        fill="var(--mark-breast, #f08a4b)"
        d="M42.400 21.500c-.6 2.400-2 4.400-3.600 6.300 1.600 5.500-.4 10.600-5.300 13.700h-4.700c5.400-4.700 6.400-11.300 4.400-17.500 3.800 1 6.900.1 9.200-2.500z"
      />
      <path
        fill="var(--mark-wing, #0a5a63)"
        d="M20 41.500c-3.200-5.600-3.200-13.300.4-19.400 6 1.500 10.400 7.900 7 19.400z"
      />
      <circle cx="37.500" cy="14.800" r="1.900" fill="#fff" />
      <circle cx="37.900" cy="14.800" r="1.050" fill="#12211f" />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={`inline-flex items-center gap-2 text-ink ${className ?? ''}`}>
      <Mark className="size-9 shrink-0" />
      <span className="text-2xl font-bold tracking-tight">Perch</span>
    </span>
  );
}
