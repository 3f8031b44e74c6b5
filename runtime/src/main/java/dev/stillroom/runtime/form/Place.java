package dev.stillroom.runtime.form;

/** Where a value stands in its source, to be shown there. */
public sealed interface Place {

  /** A node of the page's snapshot that was given. */
  record Node(int node) implements Place {}

  /** Characters (UTF-16) of the text, {@code to} behind the last. */
  record Span(int from, int to) implements Place {}

  /** A JSON pointer (RFC 6901): {@code /customer/name}; of a table's row {@code /First name}. */
  record Pointer(String pointer) implements Place {}

  /** The key of a field of the form filled in before. */
  record Before(String key) implements Place {}
}
