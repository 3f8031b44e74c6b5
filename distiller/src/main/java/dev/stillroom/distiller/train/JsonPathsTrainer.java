package dev.stillroom.distiller.train;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.train.json.Filters;
import dev.stillroom.distiller.train.json.Joins;
import dev.stillroom.distiller.train.json.Paths;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.JsonPaths;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Finds paths to what the person took from JSON documents. */
final class JsonPathsTrainer implements FieldTrainer {

  /** How many values of one document are looked for. */
  private static final int VALUES = 3;

  /** How many ways that give too much are narrowed. */
  private static final int MAX_NARROWED = 200;

  @Override
  public Architecture architecture() {
    return Architecture.JSON_PATHS;
  }

  @Override
  public String pointless(List<Sample> samples) {
    return Samples.any(samples, "json") ? null : "no input has a JSON document";
  }

  @Override
  public JsonPaths train(List<Sample> samples, Form form) {
    return new JsonPaths(
        form, form.blanks().stream().map(blank -> voices(samples, blank)).toList());
  }

  private record Rated(Pick pick, int wrong, int cost) {}

  private static List<JsonPaths.Voice> voices(List<Sample> samples, Form.Blank blank) {
    Set<Pick> picks = new LinkedHashSet<>();
    values(
        samples, blank, (document, value) -> Paths.find(document, value, new ArrayList<>(), picks));
    List<Rated> rated = rated(picks, samples, blank);
    if (rated.isEmpty()) {
      values(
          samples,
          blank,
          (document, value) -> Joins.find(document, value, new ArrayList<>(), picks));
      rated = rated(picks, samples, blank);
    }
    if (!rated.isEmpty() && rated.getFirst().wrong() > 0) {
      Set<Pick> narrower = new LinkedHashSet<>(picks);
      List<Filters.Case> cases = cases(samples, blank);
      picks.stream().limit(MAX_NARROWED).forEach(pick -> narrower.addAll(Filters.of(pick, cases)));
      rated = rated(narrower, samples, blank);
    }
    int fewest = rated.isEmpty() ? 0 : rated.getFirst().wrong();
    int least = rated.isEmpty() ? 0 : rated.getFirst().cost();
    return rated.stream()
        .filter(r -> r.wrong() == fewest && r.wrong() < samples.size())
        .limit(JsonPaths.MAX_VOICES)
        .map(r -> new JsonPaths.Voice(r.pick(), weight(r.cost() - least)))
        .toList();
  }

  /** Tells each document with the first values that were taken from it. */
  private static void values(
      List<Sample> samples, Form.Blank blank, BiConsumer<JsonNode, String> told) {
    for (Filters.Case one : cases(samples, blank)) {
      one.values().stream()
          .limit(VALUES)
          .forEach(value -> told.accept(one.document(), Samples.fold(value)));
    }
  }

  private static List<Filters.Case> cases(List<Sample> samples, Form.Blank blank) {
    List<Filters.Case> cases = new ArrayList<>();
    for (Sample sample : samples) {
      Sample.Wanted wanted = sample.wanted().get(blank.name());
      if (wanted != null) {
        cases.add(new Filters.Case(document(sample), wanted.values()));
      }
    }
    return cases;
  }

  private static JsonNode document(Sample sample) {
    return sample.example().input().members().path("json");
  }

  private static List<Rated> rated(Set<Pick> picks, List<Sample> samples, Form.Blank blank) {
    List<Rated> rated = new ArrayList<>();
    for (Pick pick : picks) {
      int wrong = 0;
      for (Sample sample : samples) {
        Sample.Wanted wanted = sample.wanted().get(blank.name());
        wrong += wanted == null || right(pick, sample, wanted, blank.list()) ? 0 : 1;
      }
      rated.add(new Rated(pick, wrong, cost(pick)));
    }
    rated.sort(
        Comparator.comparingInt(Rated::wrong)
            .thenComparingInt(Rated::cost)
            .thenComparing(r -> r.pick().inWords()));
    return rated;
  }

  private static double weight(int costlier) {
    return Math.max(1e-6, Math.round(StrictMath.pow(0.5, costlier) * 1e6) / 1e6);
  }

  private static boolean right(Pick pick, Sample sample, Sample.Wanted wanted, boolean isList) {
    List<String> found = pick.from(document(sample)).stream().map(Samples::fold).toList();
    List<String> values = wanted.values().stream().map(Samples::fold).toList();
    if (!isList && found.size() > 1) {
      return false;
    }
    return wanted.begun() ? found.containsAll(values) : found.equals(values);
  }

  private static int cost(Pick pick) {
    int cost = 2 * pick.parts().size();
    for (Step step : pick.path().steps()) {
      cost += step instanceof Step.At || step instanceof Step.Where ? 3 : 1;
    }
    return cost;
  }
}
