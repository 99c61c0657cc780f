/** A kingfisher on a handset: the mark of Perch. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true" focusable="false">
      <path
        fill="currentColor"
        d="M6 54v-5c0-4 3-6.5 7-6.5h38c4 0 7 2.5 7 6.5v5c0 2.2-1.8 4-4 4h-7c-2.2 0-4-1.8-4-4v-2.5H21V54c0 2.2-1.8 4-4 4h-7c-2.2 0-4-1.8-4-4z"
      />
      <g transform="translate(0 1.2)">
        <path fill="var(--mark-tail, #0a4a52)" d="M23.5 31 11.5 41.5h8L29 38z" />
        <path
          fill="var(--mark-body, #10818a)"
          d="M20 41.5c-3.5-6-3.2-14.600 1.2-20.8C24.900 15.400 27 8 34.5 8c4.2 0 7.400 2 8.900 5.2L60 18.5l-17.600 3c-.6 2.400-2 4.400-3.600 6.300 1.600 5.5-.4 10.600-5.300 13.700z"
        />
        <path
          fill="var(--mark-breast, #f08a4b)"
          d="M42.400 21.5c-.6 2.400-2 4.400-3.600 6.300 1.600 5.5-.4 10.600-5.300 13.700h-4.700c5.400-4.700 6.400-11.300 4.400-17.5 3.8 1 6.900.1 9.2-2.5z"
        />
        <path
          fill="var(--mark-wing, #0a5a63)"
          d="M20 41.5c-3.2-5.600-3.2-13.300.4-19.400 6 1.5 10.400 7.900 7 19.400z"
        />
        <circle cx="37.5" cy="14.8" r="1.9" fill="#fff" />
        <circle cx="37.9" cy="14.8" r="1.05" fill="#12211f" />
      </g>
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
