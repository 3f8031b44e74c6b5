package dev.stillroom.runtime.student;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputPage;

/** What kind of input an extractor was made for. */
public enum Reads {
  PAGES("pages", "a page"),
  DOCUMENTS("JSON documents", "a JSON document"),
  TEXTS("texts", "a text");

  private final String many;
  private final String one;

  Reads(String many, String one) {
    this.many = many;
    this.one = one;
  }

  /** Whether the input is of this kind. */
  public boolean in(Input input) {
    return switch (this) {
      case PAGES -> InputPage.in(input);
      case DOCUMENTS -> input.members().hasNonNull("json");
      case TEXTS -> input.members().path("text").isTextual();
    };
  }

  String inWords() {
    return many;
  }

  String ofOne() {
    return one;
  }
}
