package dev.stillroom.distiller.train.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Pick.Part;
import dev.stillroom.runtime.student.path.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds objects of whose members a value is put together, with a little text between them. */
public final class Joins {

  private static final int MAX_DEPTH = 3;
  private static final int MAX_LEAVES = 60;
  private static final int MAX_GLUE = 6;
  private static final int MAX_FOUND = 200;

  private Joins() {}

  /** Adds picks that give this value somewhere in the document. */
  public static void find(JsonNode node, String value, List<Step> steps, Set<Pick> found) {
    if (steps.size() >= JsonPath.MAX_STEPS || found.size() >= MAX_FOUND) {
      return;
    }
    if (node.isObject()) {
      Map<JsonPath, String> leaves = new LinkedHashMap<>();
      leaves(node, value, new ArrayList<>(), leaves);
      List<Part> parts = tiled(value, leaves);
      if (parts != null) {
        Paths.widened(steps).forEach(path -> found.add(new Pick(path, parts)));
      }
    }
    Paths.children(
        node,
        (child, step) -> {
          steps.addLast(step);
          find(child, value, steps, found);
          steps.removeLast();
        });
  }

  private static void leaves(
      JsonNode node, String value, List<Step> steps, Map<JsonPath, String> leaves) {
    if (steps.size() > MAX_DEPTH || leaves.size() >= MAX_LEAVES) {
      return;
    }
    if (node.isValueNode()) {
      String text = node.asText();
      if (!node.isNull() && !text.isBlank() && value.contains(text)) {
        leaves.put(new JsonPath(steps), text);
      }
    } else if (node.isObject() || steps.isEmpty()) {
      Paths.children(
          node,
          (child, step) -> {
            steps.addLast(step);
            leaves(child, value, steps, leaves);
            steps.removeLast();
          });
    }
  }

  /** The longest leaf at each place, else a mark; null where that does not give the value. */
  private static List<Part> tiled(String value, Map<JsonPath, String> leaves) {
    List<Part> parts = new ArrayList<>();
    StringBuilder glue = new StringBuilder();
    int used = 0;
    for (int at = 0; at < value.length(); ) {
      JsonPath longest = null;
      for (Map.Entry<JsonPath, String> leaf : leaves.entrySet()) {
        if (value.startsWith(leaf.getValue(), at)
            && (longest == null || leaf.getValue().length() > leaves.get(longest).length())) {
          longest = leaf.getKey();
        }
      }
      if (longest == null) {
        glue.append(value.charAt(at++));
        if (glue.length() > MAX_GLUE) {
          return null;
        }
        continue;
      }
      if (!glue.isEmpty()) {
        parts.add(new Part.Text(glue.toString()));
        glue.setLength(0);
      }
      parts.add(new Part.At(longest));
      at += leaves.get(longest).length();
      used++;
    }
    if (!glue.isEmpty()) {
      parts.add(new Part.Text(glue.toString()));
    }
    boolean plain =
        parts.stream()
            .allMatch(p -> !(p instanceof Part.Text t) || ExampleReader.isPlain(t.text()));
    return used > 0 && parts.size() > 1 && parts.size() <= Pick.MAX_PARTS && plain ? parts : null;
  }
}
