package dev.stillroom.runtime.form;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code autocomplete} as HTML defines it: a section, shipping or billing, what kind of
 * telephone, then the type. Anything else there means nothing.
 */
final class Autocomplete {

  private static final Set<String> GROUPS = Set.of("shipping", "billing");
  private static final Set<String> CONTACTS = Set.of("home", "work", "mobile", "fax", "pager");

  private Autocomplete() {}

  /** The type it names; empty for {@code off}, {@code on}, nonsense and types that are none. */
  static Optional<FieldType> type(String autocomplete) {
    String[] tokens = autocomplete.strip().toLowerCase(Locale.ROOT).split("\\s+");
    int last = tokens.length - 1;
    if (last > 0 && tokens[last].equals("webauthn")) {
      last--;
    }
    for (int i = 0; i < last; i++) {
      boolean known =
          tokens[i].startsWith("section-")
              || GROUPS.contains(tokens[i])
              || CONTACTS.contains(tokens[i]);
      if (!known) {
        return Optional.empty();
      }
    }
    return FieldType.of(tokens[last])
        .filter(type -> type != FieldType.NONE && type != FieldType.SEARCH && isOfHtml(type));
  }

  /** Whether any of its words names something that is never filled, in whatever order. */
  static boolean namesSecret(String autocomplete) {
    String folded = autocomplete.toLowerCase(Locale.ROOT);
    return folded.matches("(?s).*(\\bcc-|password|one-time|webauthn|transaction-).*");
  }

  private static boolean isOfHtml(FieldType type) {
    return switch (type) {
      case ADDRESS_STREETNAME, ADDRESS_HOUSENUMBER, ADDRESS_EXTRA, VAT_NUMBER, ID_NUMBER, DATE ->
          false;
      default -> true;
    };
  }
}
