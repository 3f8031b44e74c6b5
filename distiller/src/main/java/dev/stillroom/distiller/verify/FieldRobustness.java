package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.page.PageJson;
import dev.stillroom.runtime.page.PageRefused;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether an extractor says the same of an input to which nothing happened that matters: a page's
 * names, blocks and advertisements change, a document's members change places.
 */
public final class FieldRobustness {

  private static final int MOST = 20;

  /** What the inputs may hold together, in characters: pages are large, and each is read often. */
  private static final int MOST_OF_ALL = 2_000_000;

  private FieldRobustness() {}

  /** An extractor and a sample it has not learned from. */
  public record Unseen(Extractor extractor, Sample sample) {}

  /**
   * For each disturbance that these inputs can suffer, the share of fields that stayed the same.
   */
  public static Map<String, Double> of(List<Unseen> unseen, long seed) {
    Random random = new Random(seed);
    Map<String, int[]> counts = new LinkedHashMap<>();
    int step = 1 + unseen.size() / MOST;
    long characters = 0;
    for (int i = 0; i < unseen.size() && characters < MOST_OF_ALL; i += step) {
      Unseen one = unseen.get(i);
      characters += one.sample().key().length();
      Extraction said = one.extractor().extract(one.sample().example().input());
      disturbed(one.sample(), random)
          .forEach(
              (name, input) -> {
                Extraction again = one.extractor().extract(input);
                int[] count = counts.computeIfAbsent(name, key -> new int[2]);
                for (int field = 0; field < said.fields().size(); field++) {
                  boolean same = values(said, field).equals(values(again, field));
                  count[0] += same ? 1 : 0;
                  count[1]++;
                }
              });
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    counts.forEach((name, count) -> shares.put(name, (double) count[0] / count[1]));
    return shares;
  }

  private static List<String> values(Extraction extraction, int field) {
    return extraction.fields().get(field).guess().values().stream()
        .map(Samples::fold)
        .sorted()
        .toList();
  }

  private static Map<String, Input> disturbed(Sample sample, Random random) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    Input input = sample.example().input();
    Set<String> wanted =
        sample.wanted().values().stream()
            .flatMap(field -> field.values().stream())
            .map(Samples::fold)
            .collect(Collectors.toSet());
    if (InputPage.in(input)) {
      pages(input, wanted, random, inputs);
    }
    JsonNode json = input.members().path("json");
    if (json.isContainerNode()) {
      inputs.put("membersReordered", with(input, "json", reordered(json, random)));
      inputs.put("membersRemoved", with(input, "json", thinned(json, wanted, random)));
    }
    JsonNode text = input.members().path("text");
    if (text.isTextual()) {
      String spaced = "  " + text.textValue().replace(" ", "  ") + " \n";
      ObjectNode members = input.members().deepCopy();
      inputs.put("whitespace", new Input(members.put("text", spaced)));
    }
    return inputs;
  }

  private static void pages(
      Input input, Set<String> wanted, Random random, Map<String, Input> inputs) {
    try {
      Page page = InputPage.read(input);
      for (PageDisturbance disturbance : PageDisturbance.values()) {
        Page changed =
            disturbance.of(page, text -> wanted.stream().anyMatch(text::contains), random);
        ObjectNode members = input.members().deepCopy();
        members.remove("html");
        members.set(InputPage.MEMBER, PageJson.write(changed));
        inputs.put(disturbance.label(), new Input(members));
      }
    } catch (PageRefused refused) {
      // Of a page that is not read nothing is said either way.
    }
  }

  private static Input with(Input input, String member, JsonNode value) {
    ObjectNode members = input.members().deepCopy();
    members.set(member, value);
    return new Input(members);
  }

  /** The same members in another order; arrays keep theirs, it may mean something. */
  private static JsonNode reordered(JsonNode value, Random random) {
    if (value instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      array.forEach(element -> copy.add(reordered(element, random)));
      return copy;
    }
    if (value instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      Collections.shuffle(names, random);
      ObjectNode copy = object.objectNode();
      names.forEach(name -> copy.set(name, reordered(object.get(name), random)));
      return copy;
    }
    return value;
  }

  /** Some members are missing in which nothing stands that is wanted. */
  private static JsonNode thinned(JsonNode value, Set<String> wanted, Random random) {
    if (value instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      array.forEach(element -> copy.add(thinned(element, wanted, random)));
      return copy;
    }
    if (value instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        boolean kept = random.nextInt(4) > 0 || holds(member.getValue(), wanted);
        if (kept) {
          copy.set(member.getKey(), thinned(member.getValue(), wanted, random));
        }
      }
      return copy;
    }
    return value;
  }

  /** A value may be joined of several, so a part of one that is wanted is kept, too. */
  private static boolean holds(JsonNode value, Set<String> wanted) {
    if (value.isContainerNode()) {
      for (JsonNode child : value) {
        if (holds(child, wanted)) {
          return true;
        }
      }
      return false;
    }
    String text = Samples.fold(value.asText());
    return !text.isEmpty() && wanted.stream().anyMatch(one -> one.contains(text));
  }
}
