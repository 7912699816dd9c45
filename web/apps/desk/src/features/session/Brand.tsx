/** The mark and the name; the mark is a "C" that ends in a plug of a switchboard. */
export function Brand({ small = false }: { small?: boolean }) {
  const size = small ? 28 : 32;
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 10, fontWeight: 600 }}>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M22 11.5a8 8 0 1 0 0 9"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="3.2"
          strokeLinecap="round"
        />
        <circle cx="22.5" cy="16" r="2.6" fill="var(--on-accent)" />
      </svg>
      {small ? null : <span style={{ fontSize: '1.125rem' }}>Centralino</span>}
    </span>
  );
}
