/** The drawing of the icons, for the pages. */
export function Mark({ size }: { size: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 100 100" aria-hidden="true">
      <rect class="ground" x="1" y="1" width="98" height="98" rx="22" />
      <circle class="figure" cx="37" cy="62" r="20" />
      <path class="figure" d="M30 50V21h36a12 12 0 0 1 12 12v9H66v-9H44v17z" />
      <path class="drop" d="M72 48c3 9 10.5 13 10.5 21a10.5 10.5 0 0 1-21 0c0-8 7.5-12 10.5-21z" />
    </svg>
  );
}

export function Cog() {
  return (
    <svg
      width="18"
      height="18"
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
    >
      <path stroke-width="1.6" stroke-linecap="round" d="M3 6h6m5 0h3M3 14h3m5 0h6" />
      <circle stroke-width="1.6" cx="11.5" cy="6" r="2.3" />
      <circle stroke-width="1.6" cx="8.5" cy="14" r="2.3" />
    </svg>
  );
}
