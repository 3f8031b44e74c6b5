package dev.stillroom.runtime.form;

import dev.stillroom.runtime.features.Features;

/** What a field is called, so that it is the same field on another day. */
final class FieldKey {

  private static final int LONGEST = 120;

  private FieldKey() {}

  static String of(WebField field) {
    String key;
    if (isNamed(field.name())) {
      key = "name:" + field.name();
    } else if (isNamed(field.id())) {
      key = "id:" + field.id();
    } else if (!field.label().isBlank()) {
      key = "label:" + Features.fold(field.label());
    } else if (!field.placeholder().isBlank()) {
      key = "placeholder:" + Features.fold(field.placeholder());
    } else if (!field.before().isBlank()) {
      key = "before:" + Features.fold(field.before());
    } else {
      key = "type:" + field.type();
    }
    return key.length() > LONGEST ? key.substring(0, LONGEST) : key;
  }

  /**
   * Whether a name was given by a person: frameworks make names that change with each build or each
   * visit ({@code :r1f:}, {@code input-4711}, {@code f3a9c0e1b2}).
   */
  private static boolean isNamed(String name) {
    if (name.isBlank() || name.indexOf(':') >= 0 && !name.matches("\\w[\\w-]*(:\\w[\\w-]*)+")) {
      return false;
    }
    int letters = 0;
    int digits = 0;
    int runs = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      letters += Character.isLetter(c) ? 1 : 0;
      if (c >= '0' && c <= '9') {
        digits++;
        runs += i == 0 || name.charAt(i - 1) < '0' || name.charAt(i - 1) > '9' ? 1 : 0;
      }
    }
    return letters >= 2 && digits <= 2 && runs <= 1 || letters >= 4 * digits && letters > 0;
  }
}
