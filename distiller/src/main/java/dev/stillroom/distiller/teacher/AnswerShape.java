package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.example.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What an answer must look like. Everything a teacher says is hostile until it was held against
 * this: a label is one of the labels, a value stands in the text it was read from, a text is
 * bounded; anything else is no answer.
 */
public sealed interface AnswerShape {

  /** The longest answer that is looked at, in characters. */
  int MOST_CHARACTERS = 20_000;

  /** The JSON schema; {@code order} may turn the order of choices, which teachers lean on. */
  ObjectNode schema(RandomGenerator order);

  /** What the teacher is told about its answer, in words: not every server enforces a schema. */
  String inWords(RandomGenerator order);

  /** The most tokens that an answer to such an input takes. */
  int mostTokens(int inputCharacters);

  /**
   * The output that an answer stands for.
   *
   * @param answer as the teacher gave it
   * @param screened what it was shown
   * @return empty where it is no answer; JSON's null where the teacher says that nothing fits
   */
  Optional<JsonNode> check(String answer, Screen.Shown screened);

  /** An output as it is shown to the teacher in an example. */
  ObjectNode shown(JsonNode output);

  /** What of the person's own words every question holds: labels, or the names of fields. */
  List<String> words();

  /**
   * The same with other words before the teacher; its answers have the person's.
   *
   * @param shown how each of the words is shown, no two of them alike
   */
  AnswerShape shownAs(Map<String, String> shown);

  /**
   * One of some labels.
   *
   * @param shown how each of them is shown, where that is not as it is
   */
  record OneLabel(List<String> labels, Map<String, String> shown) implements AnswerShape {

    /** What the teacher says where none of the labels is right. */
    public static final String NONE = "(none of these)";

    public OneLabel {
      labels = List.copyOf(labels);
    }

    public OneLabel(List<String> labels) {
      this(labels, Map.of());
    }

    @Override
    public List<String> words() {
      return labels;
    }

    @Override
    public AnswerShape shownAs(Map<String, String> words) {
      return new OneLabel(labels, words);
    }

    /** The labels as they are shown. */
    List<String> shownLabels() {
      return labels.stream().map(this::shown).toList();
    }

    private String shown(String label) {
      return shown.getOrDefault(label, label);
    }

    @Override
    public ObjectNode schema(RandomGenerator order) {
      ObjectNode label = JsonNodeFactory.instance.objectNode().put("type", "string");
      ArrayNode choices = label.putArray("enum");
      mixed(shownLabels(), order).forEach(choices::add);
      choices.add(NONE);
      return object(Map.of("label", label));
    }

    @Override
    public String inWords(RandomGenerator order) {
      StringBuilder words = new StringBuilder("Answer with one JSON object, {\"label\": LABEL}.");
      words.append(" LABEL is exactly one of these:\n");
      for (String label : mixed(shownLabels(), order)) {
        words.append("- ").append(label).append('\n');
      }
      return words.append("- ").append(NONE).toString();
    }

    @Override
    public int mostTokens(int inputCharacters) {
      int longest = shownLabels().stream().mapToInt(String::length).max().orElse(0);
      return 30 + longest;
    }

    @Override
    public Optional<JsonNode> check(String answer, Screen.Shown screened) {
      JsonNode said = member(answer, "label").orElse(null);
      if (said == null || !said.isTextual()) {
        return Optional.empty();
      }
      String label = said.textValue().strip();
      if (label.equals(NONE)) {
        return Optional.of(NullNode.getInstance());
      }
      Optional<String> same = labels.stream().filter(one -> shown(one).equals(label)).findFirst();
      if (same.isPresent()) {
        return same.map(TextNode::valueOf);
      }
      List<String> alike =
          labels.stream().filter(one -> shown(one).equalsIgnoreCase(label)).toList();
      return alike.size() == 1 ? Optional.of(TextNode.valueOf(alike.getFirst())) : Optional.empty();
    }

    @Override
    public ObjectNode shown(JsonNode output) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("label", output.isNull() ? NONE : shown(output.asText()));
    }
  }

  /**
   * The values of fields, as they stand in the input.
   *
   * @param names of the fields, true where one may have several values
   * @param shown how each name is shown, where that is not as it is
   */
  record FieldValues(Map<String, Boolean> names, Map<String, String> shown) implements AnswerShape {

    private static final int MOST_VALUES = 100;

    public FieldValues {
      names = new LinkedHashMap<>(names);
    }

    public FieldValues(Map<String, Boolean> names) {
      this(names, Map.of());
    }

    @Override
    public List<String> words() {
      return List.copyOf(names.keySet());
    }

    @Override
    public AnswerShape shownAs(Map<String, String> words) {
      return new FieldValues(names, words);
    }

    private String shown(String name) {
      return shown.getOrDefault(name, name);
    }

    private List<String> shownNames() {
      return names.keySet().stream().map(this::shown).toList();
    }

    @Override
    public ObjectNode schema(RandomGenerator order) {
      Map<String, ObjectNode> members = new LinkedHashMap<>();
      for (String name : shownNames()) {
        ObjectNode values = JsonNodeFactory.instance.objectNode().put("type", "array");
        values.putObject("items").put("type", "string");
        members.put(name, values);
      }
      return object(members);
    }

    @Override
    public String inWords(RandomGenerator order) {
      return "Answer with one JSON object whose members are "
          + String.join(", ", shownNames().stream().map(n -> '"' + n + '"').toList())
          + ". Each is an array of strings: the field's values, copied exactly as they stand in the"
          + " data; an empty array where the data has none.";
    }

    @Override
    public int mostTokens(int inputCharacters) {
      return Math.clamp(60L * names.size() + inputCharacters / 4, 100, 2_000);
    }

    @Override
    public Optional<JsonNode> check(String answer, Screen.Shown screened) {
      JsonNode said = parsed(answer).orElse(null);
      if (said == null || !fieldNames(said).equals(Set.copyOf(shownNames()))) {
        return Optional.empty();
      }
      String text = folded(screened.text());
      ObjectNode output = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, Boolean> field : names.entrySet()) {
        JsonNode values = said.get(shown(field.getKey()));
        if (!values.isArray() || values.size() > (field.getValue() ? MOST_VALUES : 1)) {
          return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        for (JsonNode value : values) {
          String one = folded(value.asText());
          if (!value.isTextual() || one.isEmpty() || !text.contains(one)) {
            return Optional.empty();
          }
          found.add(screened.unmasked(one));
        }
        if (field.getValue()) {
          found.forEach(output.withArray(field.getKey())::add);
        } else if (found.isEmpty()) {
          output.putNull(field.getKey());
        } else {
          output.put(field.getKey(), found.getFirst());
        }
      }
      return Optional.of(output);
    }

    private static Set<String> fieldNames(JsonNode object) {
      Set<String> all = new java.util.HashSet<>();
      object.fieldNames().forEachRemaining(all::add);
      return all;
    }

    private static String folded(String text) {
      return text.strip().replaceAll("\\s+", " ");
    }

    @Override
    public ObjectNode shown(JsonNode output) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      for (String name : names.keySet()) {
        ArrayNode values = json.putArray(shown(name));
        JsonNode value = output.path(name);
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
          if (one.isTextual()) {
            values.add(one.textValue());
          }
        }
      }
      return json;
    }
  }

  /** A text made of the input. */
  record Text() implements AnswerShape {

    @Override
    public List<String> words() {
      return List.of();
    }

    @Override
    public AnswerShape shownAs(Map<String, String> words) {
      return this;
    }

    /** A transformation seldom makes a text longer than this many times. */
    private static final int TIMES = 4;

    private static final int BESIDES = 200;

    @Override
    public ObjectNode schema(RandomGenerator order) {
      return object(Map.of("output", JsonNodeFactory.instance.objectNode().put("type", "string")));
    }

    @Override
    public String inWords(RandomGenerator order) {
      return "Answer with one JSON object, {\"output\": TEXT}.";
    }

    @Override
    public int mostTokens(int inputCharacters) {
      return Math.clamp(60L + TIMES * inputCharacters / 3, 80, 2_000);
    }

    @Override
    public Optional<JsonNode> check(String answer, Screen.Shown screened) {
      JsonNode said = member(answer, "output").orElse(null);
      boolean fits =
          said != null
              && said.isTextual()
              && said.textValue().length() <= TIMES * screened.text().length() + BESIDES
              && ExampleReader.isPlain(said.textValue().replaceAll("[\\n\\t]", ""));
      return fits
          ? Optional.of(TextNode.valueOf(screened.unmasked(said.textValue())))
          : Optional.empty();
    }

    @Override
    public ObjectNode shown(JsonNode output) {
      return JsonNodeFactory.instance.objectNode().put("output", output.asText());
    }
  }

  /** Whatever the person asked for, in words. */
  record Words() implements AnswerShape {

    @Override
    public List<String> words() {
      return List.of();
    }

    @Override
    public AnswerShape shownAs(Map<String, String> words) {
      return this;
    }

    /** The longest answer that is shown, in characters. */
    static final int MOST = 8_000;

    private static final int MOST_TOKENS = 1_500;

    @Override
    public ObjectNode schema(RandomGenerator order) {
      return object(Map.of("answer", JsonNodeFactory.instance.objectNode().put("type", "string")));
    }

    @Override
    public String inWords(RandomGenerator order) {
      return "Answer with one JSON object, {\"answer\": TEXT}, as short as the task allows; where it"
          + " asks for one of some words, TEXT is that word alone.";
    }

    @Override
    public int mostTokens(int inputCharacters) {
      return MOST_TOKENS;
    }

    @Override
    public Optional<JsonNode> check(String answer, Screen.Shown screened) {
      JsonNode said = member(answer, "answer").orElse(null);
      boolean fits =
          said != null
              && said.isTextual()
              && !said.textValue().isBlank()
              && said.textValue().length() <= MOST
              && ExampleReader.isPlain(said.textValue().replaceAll("[\\n\\t]", ""));
      return fits
          ? Optional.of(TextNode.valueOf(screened.unmasked(said.textValue().strip())))
          : Optional.empty();
    }

    @Override
    public ObjectNode shown(JsonNode output) {
      return JsonNodeFactory.instance.objectNode().put("answer", output.asText());
    }
  }

  /** The object that an answer consists of; some put it between fences. */
  static Optional<JsonNode> parsed(String answer) {
    if (answer.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    String json = answer.strip();
    if (json.startsWith("```") && json.endsWith("```") && json.length() > 6) {
      json = json.substring(3, json.length() - 3).replaceFirst("^json\\b", "").strip();
    }
    try {
      JsonNode value = StrictJson.read(json.getBytes(StandardCharsets.UTF_8));
      return value.isObject() ? Optional.of(value) : Optional.empty();
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  /** The only member of an answer. */
  static Optional<JsonNode> member(String answer, String name) {
    return parsed(answer).filter(said -> said.size() == 1).map(said -> said.get(name));
  }

  /** The schema of an object with these members, all of them needed, and no others. */
  static ObjectNode object(Map<String, ObjectNode> members) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    members.forEach(
        (name, member) -> {
          properties.set(name, member);
          required.add(name);
        });
    return schema.put("additionalProperties", false);
  }

  private static List<String> mixed(List<String> choices, RandomGenerator order) {
    if (order == null) {
      return choices;
    }
    List<String> mixed = new ArrayList<>(choices);
    java.util.Collections.shuffle(mixed, order);
    return mixed;
  }
}
