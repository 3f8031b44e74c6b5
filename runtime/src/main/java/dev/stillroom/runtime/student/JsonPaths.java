package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Fields read from a JSON document by learned paths. A field has several paths that all gave the
 * examples' values; where they lead to different values the field is less sure.
 *
 * @param voices for each blank of the form its paths, best first
 */
public record JsonPaths(Form form, List<List<Voice>> voices) implements Extractor {

  public static final int MAX_VOICES = 12;

  /** What is left of the confidence where the document does not have the path's parent. */
  private static final double STRANGE = 0.3;

  /** A way to the values and how much its word counts, in (0, 1]. */
  public record Voice(Pick pick, double weight) {}

  public JsonPaths {
    voices = voices.stream().map(List::copyOf).toList();
  }

  @Override
  public Reads reads() {
    return Reads.DOCUMENTS;
  }

  @Override
  public Architecture architecture() {
    return Architecture.JSON_PATHS;
  }

  @Override
  public Extraction extract(Input input) {
    JsonNode root = input.members().path("json");
    Extraction filled = form.fill(voices.stream().map(paths -> guess(root, paths)).toList());
    filled = filled.with(rows(root, filled.lists()));
    boolean cut = filled.fields().stream().anyMatch(f -> f.values().size() >= JsonPath.MAX_NODES);
    return cut ? filled.cut() : filled;
  }

  /** What the best paths of the lists have in common below one array. */
  private List<Extraction.Row> rows(JsonNode root, List<Extraction.Filled> lists) {
    if (lists.size() < 2) {
      return List.of();
    }
    List<Pick> picks = new ArrayList<>();
    for (int i = 0; i < voices.size(); i++) {
      String name = form.blanks().get(i).name();
      if (lists.stream().anyMatch(list -> list.name().equals(name))) {
        picks.add(voices.get(i).getFirst().pick());
      }
    }
    List<Extraction.Row> rows = new ArrayList<>();
    for (List<List<String>> element : Rows.of(root, picks)) {
      SequencedMap<String, List<String>> cells = new LinkedHashMap<>();
      for (int i = 0; i < lists.size(); i++) {
        cells.put(lists.get(i).name(), element.get(i));
      }
      rows.add(new Extraction.Row(cells));
    }
    return rows;
  }

  private static Form.Guess guess(JsonNode root, List<Voice> paths) {
    if (paths.isEmpty()) {
      return new Form.Guess(List.of(), 0, null);
    }
    Map<List<String>, Double> shares = new LinkedHashMap<>();
    double total = 0;
    for (Voice voice : paths) {
      shares.merge(voice.pick().from(root), voice.weight(), Double::sum);
      total += voice.weight();
    }
    Pick first = paths.getFirst().pick();
    List<String> values = shares.keySet().iterator().next();
    double confidence = shares.get(values) / total;
    confidence *= values.isEmpty() && !first.path().reaches(root) ? STRANGE : 1;
    return new Form.Guess(values, confidence, first.inWords());
  }

  @Override
  public JsonPaths with(Form changed) {
    return new JsonPaths(changed, voices);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form.write(architecture(), json);
    ArrayNode all = json.putArray("paths");
    for (List<Voice> paths : voices) {
      ArrayNode array = all.addArray();
      for (Voice voice : paths) {
        ObjectNode object = array.addObject().put("weight", voice.weight());
        voice.pick().write(object);
      }
    }
    return new Program(json, Map.of());
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < voices.size(); i++) {
      String path =
          voices.get(i).isEmpty() ? "never found" : voices.get(i).getFirst().pick().inWords();
      words.add(form.blanks().get(i).name() + ": " + path);
    }
    return words;
  }

  static JsonPaths read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Form form = Form.read(fields);
    int count = form.blanks().size();
    List<List<Voice>> voices = new ArrayList<>();
    for (JsonNode paths : fields.array("paths", count, count)) {
      if (!paths.isArray() || paths.size() > MAX_VOICES) {
        throw new ProgramRefused("a field must have an array of at most " + MAX_VOICES + " paths");
      }
      List<Voice> field = new ArrayList<>();
      for (JsonNode node : paths) {
        Fields voice = new Fields(node, "a path");
        field.add(new Voice(Pick.read(voice), voice.number("weight", 1e-9, 1)));
        voice.end();
      }
      voices.add(field);
    }
    fields.end();
    Tensors.none(tensors);
    return new JsonPaths(form, voices);
  }
}
