package dev.stillroom.runtime.form;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.Filled.Why;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Says for each field of a form what a source has for it, by types alone: what belongs into the
 * field, and what the source's values are. A field is left rather than guessed.
 */
public final class Matching {

  /** How sure it must be that exactly this belongs there. */
  public static final double SURE = 0.6;

  /** Below this it is not clear what belongs into a field. */
  private static final double UNDERSTOOD = 0.6;

  /** So many fields on, a type that comes again is the same again: an e-mail address repeated. */
  private static final int REPEATED = 2;

  private static final Set<String> BILLING =
      Set.of(
          "billing",
          "bill",
          "invoice",
          "rechnung",
          "rechnungsadresse",
          "facturation",
          "facturacion",
          "fatturazione",
          "factuur",
          "faktura",
          "fatura");

  private Matching() {}

  /** Why nothing may be put into a field, whatever there is for it; null where something may. */
  public static Why barred(WebField field, FieldTyping typing) {
    if (NeverFilled.holds(field) || typing.type().isNeverFilled()) {
      return Why.NEVER;
    }
    if (!field.isVisible()) {
      return Why.HIDDEN;
    }
    if (field.isLocked()) {
      return Why.LOCKED;
    }
    return field.isFilled() ? Why.HOLDS_VALUE : null;
  }

  public static List<Filled> of(
      WebForm form, List<FieldTyping> types, Input source, FieldTyper typer) {
    Facts facts = Facts.of(source, typer);
    List<FieldType> meant = Context.meant(form, types);
    List<String> keys = form.keys();
    SameName sameName = new SameName(form, facts);
    List<Filled> filled = new ArrayList<>();
    Map<FieldType, Integer> last = new EnumMap<>(FieldType.class);
    for (int i = 0; i < keys.size(); i++) {
      FieldTyping typing = types.get(i);
      Why barred = barred(form.fields().get(i), typing);
      FieldType type = meant.get(i);
      if (barred != null) {
        filled.add(Filled.left(i, keys.get(i), typing, barred));
        continue;
      }
      if (form.fields().get(i).type().equals("checkbox")) {
        filled.add(Filled.left(i, keys.get(i), typing, Why.UNKNOWN));
        continue;
      }
      if (type == FieldType.NONE || typing.confidence() < UNDERSTOOD) {
        filled.add(sameName.field(i, keys.get(i), typing));
        continue;
      }
      Integer before = last.put(type, i);
      boolean again = before != null && (type != FieldType.EMAIL || i - before > REPEATED);
      Filled said = field(form, i, keys.get(i), typing, type, facts, again);
      Filled named = said.why() == Why.NO_VALUE ? sameName.field(i, keys.get(i), typing) : said;
      filled.add(named.isFilled() ? named : said);
    }
    return filled;
  }

  private static Filled field(
      WebForm form,
      int i,
      String key,
      FieldTyping typing,
      FieldType type,
      Facts facts,
      boolean again) {
    WebField field = form.fields().get(i);
    List<Fact> all = candidates(type, facts);
    if (all.isEmpty()) {
      return Filled.left(i, key, typing, Why.NO_VALUE);
    }
    Fact fact = all.size() == 1 ? all.getFirst() : ofSection(all, field);
    boolean torn = fact == null;
    fact = torn ? all.getFirst() : fact;
    Fit fit = Fit.of(fact.value(), type, field, form.language(), facts.country());
    if (fit == null) {
      return new Filled(
          i,
          key,
          typing,
          null,
          null,
          0,
          fact.from(),
          fact.at(),
          "",
          Why.DOES_NOT_FIT,
          fact.value());
    }
    double confidence = typing.confidence() * fact.confidence() * fit.trust();
    boolean isSure = !torn && !again && confidence >= SURE;
    String through =
        fact.through().isEmpty() || fit.through().isEmpty()
            ? fact.through() + fit.through()
            : fact.through() + ", " + fit.through();
    return new Filled(
        i,
        key,
        typing,
        isSure ? fit.value() : null,
        isSure ? fit.shown() : null,
        torn || again ? Math.min(confidence, 0.5) : confidence,
        fact.from(),
        fact.at(),
        through,
        isSure ? null : Why.UNSURE,
        isSure ? null : fit.value());
  }

  /** What a field of a type takes: its own facts first, then what means the same. */
  private static List<Fact> candidates(FieldType type, Facts facts) {
    List<FieldType> alike =
        switch (type) {
          case ADDRESS_LINE1 -> List.of(type, FieldType.STREET_ADDRESS);
          case STREET_ADDRESS -> List.of(type, FieldType.ADDRESS_LINE1);
          case ADDRESS_LINE2 -> List.of(type, FieldType.ADDRESS_EXTRA);
          case ADDRESS_EXTRA -> List.of(type, FieldType.ADDRESS_LINE2);
          case COUNTRY -> List.of(type, FieldType.COUNTRY_NAME);
          case COUNTRY_NAME -> List.of(type, FieldType.COUNTRY);
          case TEL_NATIONAL, TEL_LOCAL -> List.of(FieldType.TEL_NATIONAL);
          default -> List.of(type);
        };
    for (FieldType one : alike) {
      if (!facts.of(one).isEmpty()) {
        return facts.of(one);
      }
    }
    return List.of();
  }

  /** The one that stands in the source's part of the same name: billing or delivery. */
  private static Fact ofSection(List<Fact> all, WebField field) {
    List<String> words = new ArrayList<>(FieldWords.of(field.section()));
    words.addAll(FieldWords.of(field.name()));
    words.addAll(FieldWords.of(field.label()));
    boolean billing = words.stream().anyMatch(BILLING::contains);
    Fact found = null;
    for (Fact fact : all) {
      List<String> section = FieldWords.of(fact.section());
      boolean isBilling = section.stream().anyMatch(BILLING::contains);
      boolean named = section.stream().anyMatch(word -> word.length() > 3 && words.contains(word));
      if (named || billing && isBilling) {
        if (found != null) {
          return null;
        }
        found = fact;
      }
    }
    return found;
  }
}
