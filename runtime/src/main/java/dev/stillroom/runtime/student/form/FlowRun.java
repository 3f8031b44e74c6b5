package dev.stillroom.runtime.student.form;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.FieldType;
import dev.stillroom.runtime.form.FieldTyper;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.Filled.Why;
import dev.stillroom.runtime.form.Fit;
import dev.stillroom.runtime.form.Matching;
import dev.stillroom.runtime.form.NamedValues;
import dev.stillroom.runtime.form.NamedValues.Named;
import dev.stillroom.runtime.form.Place;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One source on its way into one form. What is read of the source is read once. */
public final class FlowRun {

  private final WebForm form;
  private final List<FieldTyping> types;
  private final Input source;
  private final FieldTyper typer;
  private final Extractor extractor;
  private final Map<String, Named> named;
  private List<Filled> byTypes;
  private Extraction taken;

  public FlowRun(
      WebForm form, List<FieldTyping> types, Input source, FieldTyper typer, Extractor extractor) {
    this.form = form;
    this.types = types;
    this.source = source;
    this.typer = typer;
    this.extractor = extractor;
    this.named = NamedValues.of(source);
  }

  /** What one way leads to. */
  public record Made(
      String value, String shown, double confidence, String from, List<Place> at, String through) {}

  /** A field by its ways: what they agree on. */
  public Filled field(int i, String key, List<Way> ways, int examples) {
    Map<String, Double> shares = new LinkedHashMap<>();
    Map<String, Made> made = new LinkedHashMap<>();
    int said = 0;
    for (Way way : ways) {
      Made one = made(i, way);
      if (one != null) {
        said++;
        shares.merge(one.value(), one.confidence(), Double::sum);
        made.putIfAbsent(one.value(), one);
      }
    }
    String best = null;
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      best = best == null || share.getValue() > shares.get(best) ? share.getKey() : best;
    }
    FieldTyping typing = types.get(i);
    if (best == null) {
      return Filled.left(i, key, typing, Why.NO_VALUE);
    }
    // No more than so many examples can promise (Laplace's rule, half a success to begin with).
    double promise = 1 - 0.3 / (examples + 1);
    double agreed = shares.get(best) / said;
    Made chosen = made.get(best);
    double confidence = promise * agreed * (shares.size() > 1 ? 0.8 : 1);
    boolean isSure = confidence >= Matching.SURE;
    return new Filled(
        i,
        key,
        typing,
        isSure ? chosen.value() : null,
        isSure ? chosen.shown() : null,
        confidence,
        chosen.from(),
        chosen.at(),
        chosen.through(),
        isSure ? null : Why.UNSURE,
        isSure ? null : chosen.value());
  }

  /** What a way leads to in a field; null for nothing. */
  public Made made(int i, Way way) {
    return switch (way) {
      case Way.Named one -> named(i, one);
      case Way.Typed one -> typed(i);
      case Way.Taken one -> taken(i, one.field());
      case Way.Fixed one -> fixed(i, one.value());
    };
  }

  private Made named(int i, Way.Named way) {
    List<Place> at = new ArrayList<>();
    List<String> from = new ArrayList<>();
    ObjectNode columns = JsonNodeFactory.instance.objectNode();
    for (String column : way.columns()) {
      Named value = named.get(column);
      if (value == null) {
        return null;
      }
      columns.put(column, value.value());
      at.addAll(value.at());
      from.add(value.from());
    }
    String text = named.get(way.columns().getFirst()).value();
    double confidence = 1;
    String through = "";
    if (way.text() != null) {
      Prediction prediction = way.text().predict(new Input(columns));
      if (prediction.output() == null) {
        return null;
      }
      text = prediction.output();
      confidence = prediction.confidence();
      through = way.text().inWords().getFirst();
    }
    return fitted(i, text, way.isFitted(), confidence, String.join(" + ", from), at, through);
  }

  private Made typed(int i) {
    if (byTypes == null) {
      byTypes = Matching.of(form, types, source, typer);
    }
    Filled filled = byTypes.get(i);
    if (!filled.isFilled()) {
      return null;
    }
    return new Made(
        filled.value(), filled.shown(), 1, filled.from(), filled.at(), filled.through());
  }

  private Made taken(int i, String name) {
    if (taken == null && extractor != null) {
      taken = extractor.extract(source);
    }
    Extraction.Filled filled = taken == null ? null : taken.field(name).orElse(null);
    if (filled == null || filled.said().isEmpty()) {
      return null;
    }
    String value = filled.said().getFirst();
    List<Place> at = new ArrayList<>();
    if (!filled.at().isEmpty()) {
      int place = filled.at().getFirst();
      boolean isPage = InputPage.in(source);
      at.add(isPage ? new Place.Node(place) : new Place.Span(place, place + value.length()));
    }
    String from = "“" + value + "”";
    return fitted(i, value, true, filled.confidence(), from, at, "");
  }

  private Made fixed(int i, String value) {
    WebField field = form.fields().get(i);
    if (field.type().equals("checkbox")) {
      // What a person agrees to they tick themselves.
      return null;
    }
    if (field.isChoice()) {
      for (WebField.Option option : field.options()) {
        if (option.value().equals(value)) {
          return new Made(value, option.text(), 1, "always", List.of(), "");
        }
      }
      return null;
    }
    return new Made(value, value, 1, "always", List.of(), "");
  }

  private Made fitted(
      int i,
      String text,
      boolean isFitted,
      double confidence,
      String from,
      List<Place> at,
      String through) {
    WebField field = form.fields().get(i);
    FieldType type = isFitted ? types.get(i).type() : FieldType.NONE;
    Fit fit = Fit.of(text, type, field, form.language(), "");
    if (fit == null) {
      return null;
    }
    String how =
        through.isEmpty() || fit.through().isEmpty()
            ? through + fit.through()
            : through + ", " + fit.through();
    return new Made(fit.value(), fit.shown(), confidence, from, at, how);
  }
}
