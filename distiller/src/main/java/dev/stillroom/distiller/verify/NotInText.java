package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.train.span.SpanLabels;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.SpanTagger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values of plain texts that do not stand in their text: slips of the pen, or values that the
 * person put into other words, which no tagger can learn. Only fields and names are kept: a card
 * travels with its pack.
 */
public record NotInText(List<Slip> slips) {

  private static final int LISTED = 50;

  /**
   * One value.
   *
   * @param id the example's name; null where it has none
   */
  public record Slip(String field, String id) {}

  public NotInText {
    slips = List.copyOf(slips);
  }

  public static NotInText of(Samples samples) {
    List<Slip> slips = new ArrayList<>();
    for (Sample sample : samples.samples()) {
      Input input = sample.example().input();
      if (isPlain(input)) {
        SpanLabels.of(sample, samples.form(), SpanTagger.text(input))
            .missing()
            .forEach(missing -> slips.add(new Slip(missing.field(), sample.example().id())));
      }
    }
    return new NotInText(slips);
  }

  private static boolean isPlain(Input input) {
    return input.members().path("text").isTextual()
        && List.of("html", "page", "json").stream().noneMatch(input.members()::hasNonNull);
  }

  /** Writes them where there are any. */
  public void write(ObjectNode card) {
    if (slips.isEmpty()) {
      return;
    }
    ObjectNode json = card.putObject("notInText");
    json.put("found", slips.size());
    Map<String, Integer> counts = new TreeMap<>();
    slips.forEach(slip -> counts.merge(slip.field(), 1, Integer::sum));
    ObjectNode fields = json.putObject("fields");
    counts.forEach(fields::put);
    ArrayNode ids = json.putArray("ids");
    slips.stream()
        .map(Slip::id)
        .filter(id -> id != null)
        .distinct()
        .limit(LISTED)
        .forEach(ids::add);
  }
}
