package dev.stillroom.runtime.form;

import java.util.Locale;
import java.util.Set;

/** The types that inputs have; anything else is text, as in browsers. */
final class InputTypes {

  private static final Set<String> KNOWN =
      Set.of(
          "hidden",
          "search",
          "tel",
          "url",
          "email",
          "password",
          "date",
          "month",
          "week",
          "time",
          "datetime-local",
          "number",
          "range",
          "color",
          "checkbox",
          "radio",
          "file",
          "submit",
          "image",
          "reset",
          "button");

  private InputTypes() {}

  static String of(String attribute) {
    String type = attribute.strip().toLowerCase(Locale.ROOT);
    return KNOWN.contains(type) ? type : "text";
  }
}
