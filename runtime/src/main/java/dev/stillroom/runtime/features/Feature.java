package dev.stillroom.runtime.features;

/**
 * One thing that is seen about an input, named after the member it comes from. Rules test features,
 * the linear student hashes them; neither knows where they come from.
 */
public sealed interface Feature {

  /**
   * The member's name, for example {@code extension}; reserved members have names such as url.host.
   */
  String name();

  /** A value that is either the same or not; folded (lower case, single spaces). */
  record Nominal(String name, String value) implements Feature {}

  /** A finite number. */
  record Amount(String name, double value) implements Feature {}

  /** A text, of which words and parts of words count. */
  record Text(String name, String value) implements Feature {}
}
