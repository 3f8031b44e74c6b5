package dev.stillroom.runtime.form;

import dev.stillroom.runtime.form.Filled.Why;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields of no known type that the source has a value for under exactly their own name, as a table
 * has a column for each field of the form it was made for.
 */
final class SameName {

  /** Names that say nothing by themselves: the same word may well mean another thing. */
  private static final Set<String> GENERIC =
      Set.of(
          "number", "no", "nr", "num", "nummer", "numero", "id", "code", "value", "text", "type",
          "wert", "typ", "valeur", "valor", "valore", "other", "option", "field", "input");

  private static final int SHORTEST = 3;

  /** That a name written alike means the same. */
  private static final double ALIKE = 0.9;

  private final WebForm form;
  private final Facts facts;
  private final Map<String, Integer> times = new HashMap<>();

  SameName(WebForm form, Facts facts) {
    this.form = form;
    this.facts = facts;
    form.fields().forEach(field -> times.merge(name(field), 1, Integer::sum));
  }

  /** What a person calls it: only where nothing is written for them, its name in the markup. */
  private static String name(WebField field) {
    for (String text :
        List.of(field.label(), field.before(), field.placeholder(), field.title(), field.name())) {
      String words = FieldWords.joined(text);
      if (!words.isEmpty()) {
        return words;
      }
    }
    return "";
  }

  Filled field(int i, String key, FieldTyping typing) {
    WebField field = form.fields().get(i);
    String name = name(field);
    boolean says = name.length() >= SHORTEST && !GENERIC.contains(name) && times.get(name) == 1;
    Offer offer = says ? facts.called(name) : null;
    if (offer == null) {
      return Filled.left(i, key, typing, Why.UNKNOWN);
    }
    FieldType type = field.type().equals("date") ? FieldType.DATE : FieldType.NONE;
    Fit fit = Fit.of(offer.value(), type, field, form.language(), facts.country());
    if (fit == null) {
      return Filled.left(i, key, typing, Why.DOES_NOT_FIT);
    }
    double confidence = ALIKE * fit.trust();
    boolean isSure = confidence >= Matching.SURE;
    return new Filled(
        i,
        key,
        typing,
        isSure ? fit.value() : null,
        isSure ? fit.shown() : null,
        confidence,
        offer.from(),
        offer.at(),
        fit.through(),
        isSure ? null : Why.UNSURE,
        isSure ? null : fit.value());
  }
}
