package dev.stillroom.runtime.form;

import java.util.List;

/**
 * A value that a source has, and what stands beside it.
 *
 * @param name what the source calls it: a JSON member, a table's header, a label; empty for nothing
 * @param section what encloses it: the members above, a heading
 * @param from the same for a person
 * @param type what it is for certain, by its form or because the source says so; {@code NONE} where
 *     its name has to be understood first
 */
record Offer(
    String name, String section, String value, String from, List<Place> at, FieldType type) {

  /** The longest value that is taken into a form, in characters. */
  static final int MAX_VALUE = 500;

  Offer {
    at = List.copyOf(at);
  }
}
