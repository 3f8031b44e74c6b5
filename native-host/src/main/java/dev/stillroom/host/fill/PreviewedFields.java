package dev.stillroom.host.fill;

import dev.stillroom.host.fill.FormStore.Correction;
import dev.stillroom.host.protocol.FillView.PreviewedField;
import dev.stillroom.host.protocol.FillView.Sureness;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.Place;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is said of each field of a form, after the person's corrections and the rules of what is
 * never filled, which hold whatever a model says.
 */
final class PreviewedFields {

  private static final double CERTAIN = 0.97;
  private static final double SURE = 0.85;

  private PreviewedFields() {}

  /**
   * @param digest of the very source
   */
  static List<PreviewedField> of(
      WebForm form,
      List<Filled> said,
      boolean learned,
      List<Correction> corrections,
      String digest) {
    List<PreviewedField> fields = new ArrayList<>();
    for (Filled one : said) {
      WebField field = form.fields().get(one.field());
      fields.add(
          FormCheck.mayFill(field) && !field.isFilled()
              ? corrected(field, previewed(field, one, learned), corrections, digest)
              : left(one, why(field, one)));
    }
    return List.copyOf(fields);
  }

  private static String why(WebField field, Filled one) {
    if (one.why() != null && one.why() != Filled.Why.UNSURE) {
      return word(one.why());
    }
    Filled.Why why =
        field.isFilled()
            ? Filled.Why.HOLDS_VALUE
            : field.isLocked()
                ? Filled.Why.LOCKED
                : field.isVisible() ? Filled.Why.NEVER : Filled.Why.HIDDEN;
    return word(why);
  }

  private static PreviewedField left(Filled one, String why) {
    return new PreviewedField(
        one.field(),
        one.key(),
        one.typing().type().label(),
        null,
        null,
        null,
        null,
        why,
        0,
        Sureness.NOTHING,
        "",
        List.of(),
        "");
  }

  private static PreviewedField previewed(WebField field, Filled one, boolean learned) {
    boolean fits = one.value() == null || one.value().length() <= FormCheck.MAX_VALUE;
    String value = one.isFilled() && fits ? one.value() : null;
    String guess = value == null && fits ? (one.isFilled() ? one.value() : one.guess()) : null;
    Sureness sureness =
        value == null
            ? guess == null ? Sureness.NOTHING : Sureness.UNSURE
            : learned && one.confidence() >= CERTAIN
                ? Sureness.CERTAIN
                : one.confidence() >= SURE ? Sureness.SURE : Sureness.LIKELY;
    return new PreviewedField(
        one.field(),
        one.key(),
        one.typing().type().label(),
        value,
        value == null ? null : one.shown(),
        guess,
        guess == null ? null : shown(field, guess),
        one.why() == null ? null : word(one.why()),
        one.confidence(),
        sureness,
        one.from(),
        nodes(one.at()),
        one.through());
  }

  private static PreviewedField corrected(
      WebField field, PreviewedField said, List<Correction> corrections, String digest) {
    PreviewedField now = said;
    for (Correction correction : corrections) {
      if (!correction.field().equals(said.key())) {
        continue;
      }
      boolean fromThere = !said.from().isEmpty() && correction.origin().equals(said.from());
      if (correction.digest().equals(digest)) {
        now = told(field, said, correction.value());
      } else if (fromThere && correction.taken()) {
        String guess = said.guess();
        now = said.value() != null || guess == null ? said : told(field, said, guess);
      } else if (fromThere && !correction.taken() && now.value() != null) {
        // It came from where it was wrong before: shown, but not filled.
        now = doubted(field, said);
      }
    }
    return now;
  }

  private static PreviewedField doubted(WebField field, PreviewedField said) {
    String guess = said.value() == null ? said.guess() : said.value();
    return new PreviewedField(
        said.field(),
        said.key(),
        said.type(),
        null,
        null,
        guess,
        guess == null ? null : shown(field, guess),
        word(Filled.Why.UNSURE),
        said.confidence(),
        Sureness.UNSURE,
        said.from(),
        said.nodes(),
        said.through());
  }

  /** As the person said it, for this very source or for what stands at this place of it. */
  private static PreviewedField told(WebField field, PreviewedField said, String value) {
    return new PreviewedField(
        said.field(),
        said.key(),
        said.type(),
        value.isEmpty() ? null : value,
        value.isEmpty() ? null : shown(field, value),
        null,
        null,
        value.isEmpty() ? word(Filled.Why.NO_VALUE) : null,
        1,
        value.isEmpty() ? Sureness.NOTHING : Sureness.CERTAIN,
        said.from(),
        said.nodes(),
        said.through());
  }

  private static String shown(WebField field, String value) {
    return field.options().stream()
        .filter(option -> option.value().equals(value))
        .map(WebField.Option::text)
        .findFirst()
        .orElse(value);
  }

  private static List<Integer> nodes(List<Place> places) {
    List<Integer> nodes = new ArrayList<>();
    for (Place place : places) {
      switch (place) {
        case Place.Node(int node) -> nodes.add(node);
        case Place.Span _, Place.Pointer _, Place.Before _ -> {
          // `from` says it in words.
        }
      }
    }
    return List.copyOf(nodes);
  }

  private static String word(Filled.Why why) {
    return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
