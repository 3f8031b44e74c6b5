package dev.stillroom.distiller;

import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.distiller.verify.Deadline;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong with pairs from which nothing can be learned, in words for the person. */
final class PairCheck {

  /** Of so many examples one may be a slip. */
  private static final int SLIPS_FROM = 10;

  private PairCheck() {}

  /** One input has one output; of many examples a few may be slips. */
  static void agree(List<Pair> pairs) throws JobFailure {
    Map<Input, String> outputs = new HashMap<>();
    int slips = 0;
    String first = null;
    for (Pair pair : pairs) {
      String before = outputs.putIfAbsent(pair.input(), pair.output());
      if (before != null) {
        slips++;
        first =
            first != null
                ? first
                : "the input %s has two different outputs, %s and %s: leave out the wrong one"
                    .formatted(
                        shown(pair.input().members().toString()),
                        shown(before),
                        shown(pair.output()));
      }
    }
    if (first != null && (pairs.size() < SLIPS_FROM || slips > pairs.size() / SLIPS_FROM)) {
      throw new JobFailure(first);
    }
  }

  private static String shown(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  /** A column that some examples have and others have not; null where there is none. */
  private static String halfColumn(List<Pair> pairs) {
    Map<String, Integer> counts = new TreeMap<>();
    pairs.forEach(
        pair ->
            pair.input()
                .members()
                .fieldNames()
                .forEachRemaining(n -> counts.merge(n, 1, Integer::sum)));
    return counts.entrySet().stream()
        .filter(column -> column.getValue() < pairs.size())
        .map(
            column ->
                "column '"
                    + shown(column.getKey())
                    + "' is missing in "
                    + (pairs.size() - column.getValue())
                    + " of "
                    + pairs.size()
                    + " examples")
        .findFirst()
        .orElse(null);
  }

  /** Why no program was found, as far as that can be said. */
  static JobFailure none(List<Pair> pairs, Deadline deadline) {
    if (deadline.isOver(0.4)) {
      return new JobFailure(
          String.format(
              Locale.ROOT,
              "no program was found for these %d examples within %s s: raise --max-seconds",
              pairs.size(),
              deadline.seconds()));
    }
    String half = halfColumn(pairs);
    if (half != null) {
      return new JobFailure(
          "no program was found, and "
              + half
              + ": give each example the same columns, an empty text where nothing is");
    }
    return new JobFailure(
        "no program of this language makes these "
            + pairs.size()
            + " outputs from their inputs; give other examples, or "
            + LanguageDistillation.LEAST_PAIRS
            + " and more for a language model");
  }
}
