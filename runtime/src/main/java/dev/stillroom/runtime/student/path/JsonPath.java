package dev.stillroom.runtime.student.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import java.util.ArrayList;
import java.util.List;

/** A way down a JSON document, as a person reads it: {@code $.people[*].name.first}. */
public record JsonPath(List<Step> steps) {

  public static final int MAX_STEPS = 60;

  /** The most nodes a path may lead to; what is beyond is left out. */
  public static final int MAX_NODES = 100_000;

  private static final int MAX_TEXT = 1_000;

  public JsonPath {
    steps = List.copyOf(steps);
  }

  /** The nodes it leads to, in the order of the document. */
  public List<JsonNode> from(JsonNode root) {
    List<JsonNode> nodes = List.of(root);
    for (Step step : steps) {
      List<JsonNode> next = new ArrayList<>();
      for (JsonNode node : nodes) {
        if (next.size() < MAX_NODES) {
          next.addAll(step.from(node));
        }
      }
      nodes = next;
    }
    return nodes.size() > MAX_NODES ? nodes.subList(0, MAX_NODES) : nodes;
  }

  /** Whether the document has what the last step starts from, though perhaps not the step. */
  public boolean reaches(JsonNode root) {
    return steps.isEmpty()
        || !new JsonPath(steps.subList(0, steps.size() - 1)).from(root).isEmpty();
  }

  /** This path from {@code root}, as JSONPath writes it. */
  public String inWords(String root) {
    StringBuilder words = new StringBuilder(root);
    for (Step step : steps) {
      switch (step) {
        case Step.Member(String name) -> {
          if (name.matches("[\\p{L}_$][\\p{L}\\p{N}_$-]*")) {
            words.append(words.isEmpty() ? "" : ".").append(name);
          } else {
            words.append("['").append(name.replace("'", "\\'")).append("']");
          }
        }
        case Step.Each() -> words.append("[*]");
        case Step.At(int index) -> words.append('[').append(index).append(']');
        case Step.Where(String name, String value) ->
            words.append("[?").append(name).append(" = '").append(value).append("']");
      }
    }
    return words.toString();
  }

  /** Writes the steps: a member as its name, others as objects. */
  public ArrayNode write(ArrayNode array) {
    for (Step step : steps) {
      switch (step) {
        case Step.Member(String name) -> array.add(name);
        case Step.Each() -> array.addObject();
        case Step.At(int index) -> array.add(index);
        case Step.Where(String name, String value) ->
            array.addObject().put("where", name).put("is", value);
      }
    }
    return array;
  }

  public static JsonPath read(JsonNode array) throws ProgramRefused {
    List<Step> steps = new ArrayList<>();
    for (JsonNode node : array) {
      steps.add(step(node));
    }
    return new JsonPath(steps);
  }

  private static Step step(JsonNode node) throws ProgramRefused {
    if (node.isTextual()) {
      return new Step.Member(Fields.plain(node, "a member's name", MAX_TEXT));
    }
    if (node.isInt()) {
      return new Step.At(node.intValue());
    }
    Fields fields = new Fields(node, "a step of a path");
    if (!fields.has("where")) {
      fields.end();
      return new Step.Each();
    }
    Step where = new Step.Where(fields.string("where", MAX_TEXT), fields.string("is", MAX_TEXT));
    fields.end();
    return where;
  }
}
