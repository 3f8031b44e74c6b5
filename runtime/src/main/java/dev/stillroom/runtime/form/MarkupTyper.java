package dev.stillroom.runtime.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a form says of its fields itself, before any judgement: {@code autocomplete} where the rest
 * of the field does not speak against it, and the kinds of inputs there are for one type only.
 */
public final class MarkupTyper implements FieldTyper {

  /** Pages name a type wrongly now and then. */
  private static final double SAID = 0.97;

  private static final double OF_ITS_KIND = 0.9;

  @Override
  public List<FieldTyping> types(WebForm form) {
    List<FieldTyping> types = new ArrayList<>();
    for (WebField field : form.fields()) {
      types.add(of(field).orElse(new FieldTyping(FieldType.NONE, 0, FieldTyping.Basis.MARKUP)));
    }
    return types;
  }

  /** What the field says of itself; empty where it says nothing that can be believed. */
  public static Optional<FieldTyping> of(WebField field) {
    if (field.type().equals("password")) {
      return Optional.of(new FieldTyping(FieldType.CURRENT_PASSWORD, 1, FieldTyping.Basis.MARKUP));
    }
    if (field.type().equals("search")) {
      return Optional.of(new FieldTyping(FieldType.SEARCH, 1, FieldTyping.Basis.MARKUP));
    }
    Optional<FieldType> said = Autocomplete.type(field.autocomplete());
    if (said.isPresent() && isPossible(field, said.get())) {
      return Optional.of(new FieldTyping(said.get(), SAID, FieldTyping.Basis.AUTOCOMPLETE));
    }
    return switch (field.type()) {
      case "email" ->
          Optional.of(new FieldTyping(FieldType.EMAIL, OF_ITS_KIND, FieldTyping.Basis.MARKUP));
      default -> Optional.empty();
    };
  }

  /** Whether a control of this kind can take such a value at all. */
  private static boolean isPossible(WebField field, FieldType type) {
    return switch (field.type()) {
      case "email" -> type == FieldType.EMAIL || type == FieldType.USERNAME;
      case "url" -> type == FieldType.URL;
      case "tel" ->
          type.name().startsWith("TEL")
              || type == FieldType.POSTAL_CODE
              || type.isNeverFilled()
              || type == FieldType.ADDRESS_HOUSENUMBER
              || type.name().startsWith("BDAY");
      case "date", "datetime-local", "month", "week" ->
          type == FieldType.BDAY || type == FieldType.DATE || type == FieldType.CC_EXP;
      case "checkbox", "file", "color", "range" -> false;
      default -> true;
    };
  }
}
