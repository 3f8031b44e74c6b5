package dev.stillroom.runtime.form;

/**
 * What is held to belong into a field.
 *
 * @param confidence how probable it is, in [0, 1]
 */
public record FieldTyping(FieldType type, double confidence, Basis basis) {

  /** What an understanding rests on. */
  public enum Basis {
    /** The page says so itself, and nothing else speaks against it. */
    AUTOCOMPLETE,
    /** The kind of control: an input of type e-mail. */
    MARKUP,
    /** A student judged from names and neighbours. */
    STUDENT
  }
}
