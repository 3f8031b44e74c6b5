package dev.stillroom.distiller.train.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** Finds the ways to a value in a document, and all ways that are as wide or wider. */
public final class Paths {

  private static final int MAX_FOUND = 2_000;
  private static final int MAX_WILD = 6;

  private Paths() {}

  /** Adds the ways to the leaves that hold a value. */
  public static void find(JsonNode node, String value, List<Step> steps, Set<Pick> found) {
    if (steps.size() >= JsonPath.MAX_STEPS || found.size() > MAX_FOUND) {
      return;
    }
    if (node.isContainerNode()) {
      children(
          node,
          (child, step) -> {
            steps.addLast(step);
            find(child, value, steps, found);
            steps.removeLast();
          });
    } else if (!node.isNull() && Samples.fold(node.asText()).equals(value)) {
      widened(steps).forEach(path -> found.add(new Pick(path)));
    }
  }

  static void children(JsonNode node, BiConsumer<JsonNode, Step> told) {
    if (node.isObject()) {
      node.properties().forEach(m -> told.accept(m.getValue(), new Step.Member(m.getKey())));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        told.accept(node.get(i), new Step.At(i));
      }
    }
  }

  /** The way itself, and each in which some arrays' elements are all taken. */
  static List<JsonPath> widened(List<Step> steps) {
    List<JsonPath> paths = new ArrayList<>();
    widen(steps, 0, new ArrayList<>(), paths);
    return paths;
  }

  private static void widen(List<Step> steps, int at, List<Step> chosen, List<JsonPath> paths) {
    if (at == steps.size()) {
      paths.add(new JsonPath(chosen));
      return;
    }
    chosen.addLast(steps.get(at));
    widen(steps, at + 1, chosen, paths);
    chosen.removeLast();
    long wild = chosen.stream().filter(step -> step instanceof Step.Each).count();
    if (steps.get(at) instanceof Step.At && wild < MAX_WILD) {
      chosen.addLast(new Step.Each());
      widen(steps, at + 1, chosen, paths);
      chosen.removeLast();
    }
  }
}
