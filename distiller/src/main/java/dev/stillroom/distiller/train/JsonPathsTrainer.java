package dev.stillroom.distiller.train;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.JsonPaths;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds paths to what the person took from JSON documents. */
final class JsonPathsTrainer implements FieldTrainer {

  private static final int MAX_LEAVES = 2_000;
  private static final int MAX_WILD = 6;

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

  private record Rated(JsonPath path, int wrong, int cost) {}

  private static List<JsonPaths.Voice> voices(List<Sample> samples, Form.Blank blank) {
    Set<JsonPath> paths = new LinkedHashSet<>();
    for (Sample sample : samples) {
      Sample.Wanted wanted = sample.wanted().get(blank.name());
      if (wanted != null) {
        for (String value : wanted.values().stream().limit(3).toList()) {
          find(sample.example().input().members().path("json"), value, new ArrayList<>(), paths);
        }
      }
    }
    List<Rated> rated = new ArrayList<>();
    for (JsonPath path : paths) {
      int wrong = 0;
      for (Sample sample : samples) {
        Sample.Wanted wanted = sample.wanted().get(blank.name());
        wrong += wanted == null || right(path, sample, wanted, blank.list()) ? 0 : 1;
      }
      rated.add(new Rated(path, wrong, cost(path)));
    }
    rated.sort(
        Comparator.comparingInt(Rated::wrong)
            .thenComparingInt(Rated::cost)
            .thenComparing(r -> r.path().inWords("$")));
    return rated.stream()
        .filter(r -> r.wrong() == rated.getFirst().wrong() && r.wrong() < samples.size())
        .limit(JsonPaths.MAX_VOICES)
        .map(r -> new JsonPaths.Voice(r.path(), weight(r.cost() - rated.getFirst().cost())))
        .toList();
  }

  private static double weight(int costlier) {
    return Math.round(StrictMath.pow(0.5, costlier) * 1e6) / 1e6;
  }

  private static boolean right(JsonPath path, Sample sample, Sample.Wanted wanted, boolean isList) {
    List<String> found = new ArrayList<>();
    for (JsonNode node : path.from(sample.example().input().members().path("json"))) {
      if (node.isValueNode() && !node.isNull()) {
        found.add(Samples.fold(node.asText()));
      }
    }
    List<String> values = wanted.values().stream().map(Samples::fold).toList();
    if (!isList && found.size() > 1) {
      return false;
    }
    return wanted.begun() ? found.containsAll(values) : found.equals(values);
  }

  private static int cost(JsonPath path) {
    int cost = 0;
    for (Step step : path.steps()) {
      cost += step instanceof Step.At ? 3 : 1;
    }
    return cost;
  }

  /** Paths to the leaves that hold a value, with each array's index or all of its elements. */
  private static void find(JsonNode node, String value, List<Step> steps, Set<JsonPath> found) {
    if (steps.size() >= JsonPath.MAX_STEPS || found.size() > MAX_LEAVES) {
      return;
    }
    if (node.isObject()) {
      node.properties()
          .forEach(
              member ->
                  descend(
                      member.getValue(), value, steps, new Step.Member(member.getKey()), found));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        descend(node.get(i), value, steps, new Step.At(i), found);
      }
    } else if (!node.isNull() && Samples.fold(node.asText()).equals(Samples.fold(value))) {
      widen(steps, 0, new ArrayList<>(), found);
    }
  }

  private static void descend(
      JsonNode child, String value, List<Step> steps, Step step, Set<JsonPath> found) {
    steps.addLast(step);
    find(child, value, steps, found);
    steps.removeLast();
  }

  private static void widen(List<Step> steps, int at, List<Step> chosen, Set<JsonPath> found) {
    if (at == steps.size()) {
      found.add(new JsonPath(chosen));
      return;
    }
    chosen.addLast(steps.get(at));
    widen(steps, at + 1, chosen, found);
    chosen.removeLast();
    long wild = chosen.stream().filter(step -> step instanceof Step.Each).count();
    if (steps.get(at) instanceof Step.At && wild < MAX_WILD) {
      chosen.addLast(new Step.Each());
      widen(steps, at + 1, chosen, found);
      chosen.removeLast();
    }
  }
}
