package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a model says of an input: a label or text, fields, a form filled in, or a summary. */
public sealed interface Answer permits Prediction, Extraction, Filling, Summary {

  /** Calibrated: how probable it is that all of it is right, in [0, 1]. */
  double confidence();

  /** Whether it was made to answer where it would have abstained. */
  boolean forced();

  /** The same answer without abstention; {@link #forced} where that changed something. */
  Answer answered();

  /**
   * Writes the members of a prediction line, as the command line's promise names them.
   *
   * @param explain whether to add what decided
   */
  void write(ObjectNode line, boolean explain);
}
