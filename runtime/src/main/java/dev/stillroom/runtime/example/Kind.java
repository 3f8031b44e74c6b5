package dev.stillroom.runtime.example;

import java.util.Locale;

/** What a task model answers with; see the table of kinds in the command line's promise. */
public enum Kind {
  CLASSIFY,
  EXTRACT,
  TRANSFORM,
  SUMMARIZE,
  /** What belongs into each field of a form. */
  FILL;

  /** The name on the command line and in packs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
