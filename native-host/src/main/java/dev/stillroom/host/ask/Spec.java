package dev.stillroom.host.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.runtime.fill.TableRows;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a person specifies by hand, checked, and its rows in any of three forms. */
final class Spec {

  static final int MOST_ROWS = 20_000;

  private static final int MOST_CHARACTERS = 4_000_000;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_INPUT = 10_000;

  /** Fields are read from pages and documents, too. */
  private static final int LONGEST_PAGE = 400_000;

  static final String EXTRACT = "extract";
  static final String TRANSFORM = "transform";
  private static final int MOST_LABELS = 200;
  private static final int MOST_GENERATED = 2_000;
  private static final int MOST_SAMPLES = 9;

  /** Texts have commas, too: those part columns only where the last one says that it is answers. */
  private static final Pattern HEAD =
      Pattern.compile(
          ".+\\t.+|[^;]+;.+|.+,\\s*\"?(label|answer|output|class|antwort|ausgabe)\"?\\s*",
          Pattern.CASE_INSENSITIVE);

  private Spec() {}

  /**
   * One row.
   *
   * @param output null where the person gave none
   */
  record Row(ObjectNode input, JsonNode output) {}

  static TeachView.TaskSpec read(String json) {
    try {
      return ProtocolJson.MAPPER.readValue(json, TeachView.TaskSpec.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a teacher is asked about one text. */
  static String prompt(AskStore.Question question) {
    TeachView.TaskSpec spec = read(question.spec());
    String asked = spec.instruction().isBlank() ? spec.name() : spec.instruction();
    if (spec.kind().equals(EXTRACT)) {
      return asked + "\n" + Fields.asked(spec.labels());
    }
    return spec.labels().isEmpty()
        ? asked
        : asked + "\nAnswer with exactly one of: " + String.join("; ", spec.labels());
  }

  /** The same without its rows, which are kept by themselves. */
  static String written(TeachView.TaskSpec spec) {
    try {
      return ProtocolJson.MAPPER.writeValueAsString(
          new TeachView.TaskSpec(
              spec.name(),
              spec.kind(),
              spec.instruction(),
              spec.labels(),
              "",
              spec.teacher(),
              spec.generate(),
              spec.samples()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void check(TeachView.TaskSpec spec) {
    require(
        !spec.name().isBlank() && spec.name().length() <= LONGEST_NAME,
        "a task needs a name of at most " + LONGEST_NAME + " characters");
    require(
        List.of("classify", EXTRACT, TRANSFORM).contains(spec.kind()),
        "the kind must be classify, extract or transform: " + spec.kind());
    List<String> names = spec.labels().stream().map(Fields::name).toList();
    require(
        !spec.kind().equals(EXTRACT)
            || !names.isEmpty()
                && names.stream().allMatch(Fields::isName)
                && names.stream().distinct().count() == names.size(),
        "name the fields that come out, each once: title; price; tags[]");
    require(
        spec.instruction().length() <= LONGEST_TEXT,
        "the instruction has more than " + LONGEST_TEXT + " characters: say it shorter");
    require(
        spec.labels().size() <= MOST_LABELS
            && spec.labels().stream().noneMatch(l -> l.isBlank() || l.length() > LONGEST_NAME),
        "there may be " + MOST_LABELS + " labels of at most " + LONGEST_NAME + " characters");
    require(
        spec.generate() >= 0 && spec.generate() <= MOST_GENERATED,
        "the teacher may make up at most " + MOST_GENERATED + " inputs: " + spec.generate());
    require(
        spec.samples() >= 1 && spec.samples() <= MOST_SAMPLES,
        "a committee has 1 to " + MOST_SAMPLES + " answers: " + spec.samples());
    require(
        spec.rows().length() <= MOST_CHARACTERS,
        "the rows have more than " + MOST_CHARACTERS + " characters: give fewer");
    require(
        spec.teacher() == null || !spec.instruction().isBlank(),
        "a teacher needs to be told what to do: write the instruction");
  }

  /** The rows, in their order. */
  static List<Row> rows(TeachView.TaskSpec spec) {
    // An empty answer at the end of the last row is a tab and nothing behind it.
    String text = spec.rows().replaceFirst("^\\s+", "").replaceFirst("[\\r\\n]+$", "");
    List<Row> rows = new ArrayList<>();
    if (text.isEmpty()) {
      return rows;
    }
    boolean fields = spec.kind().equals(EXTRACT);
    String head = text.lines().findFirst().orElse("");
    if (head.startsWith("{")) {
      int line = 0;
      for (String one : text.lines().toList()) {
        line++;
        if (!one.isBlank()) {
          rows.add(example(one, line, fields));
        }
      }
    } else if (fields
        && names(head).containsAll(spec.labels().stream().map(Fields::name).toList())) {
      int line = 1;
      for (ObjectNode cells : table(text)) {
        rows.add(fields(cells, spec.labels(), ++line));
      }
    } else if (!fields && HEAD.matcher(head).matches()) {
      List<ObjectNode> table = table(text);
      int width = table.stream().mapToInt(ObjectNode::size).max().orElse(0);
      table.forEach(cells -> rows.add(row(cells, width)));
    } else {
      text.lines()
          .filter(l -> !l.isBlank())
          .forEach(l -> rows.add(new Row(input(l.strip()), null)));
    }
    require(rows.size() <= MOST_ROWS, "there are more than " + MOST_ROWS + " rows: give fewer");
    for (Row row : rows) {
      require(
          row.input().toString().length() <= (fields ? LONGEST_PAGE : LONGEST_INPUT),
          "a row has more than "
              + (fields ? LONGEST_PAGE : LONGEST_INPUT)
              + " characters: "
              + brief(row.input()));
      require(
          row.output() == null || row.output().toString().length() <= LONGEST_TEXT,
          "an answer has more than " + LONGEST_TEXT + " characters: " + brief(row.input()));
    }
    return rows;
  }

  /** The rows with an answer, as lines of the examples format. */
  static List<ObjectNode> examples(List<Row> rows) {
    List<ObjectNode> lines = new ArrayList<>();
    for (Row row : rows) {
      if (row.output() != null) {
        ObjectNode line = ProtocolJson.MAPPER.createObjectNode();
        line.set("input", row.input());
        line.set("output", row.output());
        lines.add(line);
      }
    }
    return lines;
  }

  private static List<ObjectNode> table(String text) {
    List<ObjectNode> table = TableRows.of(text);
    require(!table.isEmpty(), "the table has a head and no rows");
    return table;
  }

  /** The names of a table's columns. */
  private static List<String> names(String head) {
    List<ObjectNode> one = TableRows.of(head + "\n" + head);
    List<String> names = new ArrayList<>();
    one.forEach(row -> row.fieldNames().forEachRemaining(names::add));
    return names;
  }

  /** What is no field is what they are read from: one column, or several named ones. */
  private static Row fields(ObjectNode cells, List<String> labels, int line) {
    ObjectNode output = Fields.ofCells(cells, labels);
    ObjectNode input = cells.deepCopy();
    labels.forEach(label -> input.remove(Fields.name(label)));
    require(!input.isEmpty(), "line " + line + " has nothing that the fields could be read from");
    ObjectNode read = input.size() > 1 ? input : input(input.elements().next().asText());
    if (output != null && read.path("text").isTextual()) {
      String text = folded(read.path("text").asText());
      output.forEach(
          value ->
              (value.isArray() ? value : List.of(value))
                  .forEach(
                      one ->
                          require(
                              one.isNull() || text.contains(folded(one.asText())),
                              "line "
                                  + line
                                  + ": '"
                                  + brief(one)
                                  + "' does not stand in its text: give it as it stands there")));
    }
    return new Row(read, output);
  }

  private static String folded(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static Row example(String line, int number, boolean fields) {
    JsonNode json;
    try {
      json = ProtocolJson.MAPPER.readTree(line);
    } catch (JsonProcessingException broken) {
      throw refused(
          "line " + number + " is no JSON: " + brief(JsonNodeFactory.instance.textNode(line)));
    }
    JsonNode input = json.path("input");
    JsonNode output = json.path("output");
    require(
        input.isTextual() || input.isObject() && !input.isEmpty(),
        "line " + number + " has no \"input\" that is a text or an object");
    ObjectNode read = input.isTextual() ? input(input.asText()) : (ObjectNode) input;
    require(!read.has("file"), "line " + number + " names a file: give what is in it");
    if (output.isMissingNode() || output.isNull()) {
      return new Row(read, null);
    }
    if (fields) {
      return new Row(
          read,
          Fields.of(output)
              .orElseThrow(
                  () ->
                      refused(
                          "line "
                              + number
                              + " has an \"output\" that is no object of texts, lists of texts or"
                              + " null")));
    }
    require(output.isTextual(), "line " + number + " has an \"output\" that is no text");
    return new Row(read, output.asText().isBlank() ? null : text(output.asText()));
  }

  /** The last column is the answer; a single other one is the text. */
  private static Row row(ObjectNode cells, int width) {
    List<Map.Entry<String, JsonNode>> all = new ArrayList<>(cells.properties());
    String output =
        all.size() < width || width < 2 ? "" : all.removeLast().getValue().asText().strip();
    ObjectNode input;
    if (width <= 2) {
      input = input(all.getFirst().getValue().asText());
    } else {
      input = JsonNodeFactory.instance.objectNode();
      all.forEach(cell -> input.set(cell.getKey(), cell.getValue()));
    }
    return new Row(input, output.isEmpty() ? null : text(output));
  }

  private static JsonNode text(String answer) {
    return JsonNodeFactory.instance.textNode(answer.strip());
  }

  private static ObjectNode input(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }

  private static void require(boolean fits, String otherwise) {
    if (!fits) {
      throw refused(otherwise);
    }
  }

  private static RequestFailure refused(String why) {
    return new RequestFailure(ErrorCode.INVALID_VALUE, why);
  }

  private static String brief(JsonNode input) {
    String text = input.isTextual() ? input.asText() : input.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
