package dev.stillroom.runtime.example;

/** What a task model answers with; see the table of kinds in the command line's promise. */
public enum Kind {
  CLASSIFY,
  EXTRACT,
  TRANSFORM,
  SUMMARIZE
}
