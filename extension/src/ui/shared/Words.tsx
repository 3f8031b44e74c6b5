/** A sentence whose figures are never parted from their percent sign at a line's end. */
export function Words({ children }: { children: string }) {
  return (
    <>
      {children
        .split(/(\d+ %)/)
        .map((part, i) => (i % 2 === 1 ? <span class="whole">{part}</span> : part))}
    </>
  );
}

/** Commands stand in typographic quotes in the messages; here they look like commands. */
export function WithCommands({ children }: { children: string }) {
  return (
    <>
      {children
        .split(/[“„](stillroom [^”“]+|[a-z]+\/[^”“]*)[”“]/)
        .map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}
    </>
  );
}
