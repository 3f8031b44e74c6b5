package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Shape;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.TextReader;
import dev.stillroom.runtime.student.text.TextWords;
import dev.stillroom.runtime.student.text.TextWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A transformation learned by example: several programs that all made every example's output, each
 * with a weight. What they agree on is said; where good ones differ, or the input looks like none
 * that was seen, the student is not sure.
 *
 * @param threshold the confidence below which it abstains
 * @param ceiling the confidence where all agree: how often that was right
 * @param voices best first
 * @param seen for each column what its texts looked like
 */
public record TextProgram(
    double threshold, double ceiling, List<Voice> voices, Map<String, Shape> seen)
    implements Student {

  public static final int MAX_VOICES = 24;

  private static final int MAX_COLUMNS = 200;

  /** What is left of the confidence where a mark is missing or new. */
  private static final double UNUSUAL = 0.8;

  /** What is left of it where an input has none of the shapes seen: too little to answer. */
  private static final double UNSEEN = 0.35;

  /** A program and how much its word counts. */
  public record Voice(Text text, double weight) {}

  public TextProgram {
    voices = List.copyOf(voices);
    seen = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(seen));
  }

  @Override
  public Architecture architecture() {
    return Architecture.TEXT_PROGRAM;
  }

  @Override
  public Kind kind() {
    return Kind.TRANSFORM;
  }

  @Override
  public Answering answering() {
    return new Answering(List.of(), 1, threshold);
  }

  @Override
  public Prediction predict(Input input) {
    Row row = Row.of(input);
    Map<String, Double> shares = new LinkedHashMap<>();
    double total = 0;
    for (Voice voice : voices) {
      total += voice.weight();
      String output = voice.text().of(row);
      if (output != null) {
        shares.merge(output, voice.weight(), Double::sum);
      }
    }
    if (shares.isEmpty()) {
      String as = row.columns().values().stream().findFirst().orElse("");
      return new Prediction(null, 0, List.of(new Prediction.Ranked(as, 0)), List.of(), false);
    }
    double most = ceiling * familiarity(row) / total;
    List<Prediction.Ranked> ranked = new ArrayList<>();
    shares.forEach(
        (output, share) -> ranked.add(new Prediction.Ranked(output, Math.min(1, most * share))));
    ranked.sort(Comparator.comparingDouble(Prediction.Ranked::probability).reversed());
    Prediction.Ranked best = ranked.getFirst();
    return new Prediction(
        best.probability() >= threshold ? best.label() : null,
        best.probability(),
        List.copyOf(ranked),
        List.of(new Prediction.Reason("program", TextWords.of(voices.getFirst().text()), 1)),
        false);
  }

  private double familiarity(Row row) {
    double least = 1;
    for (Map.Entry<String, Shape> column : seen.entrySet()) {
      String value = row.columns().get(column.getKey());
      if (value == null || !column.getValue().resembles(value)) {
        return UNSEEN;
      }
      least = column.getValue().holds(value) ? least : UNUSUAL;
    }
    return least;
  }

  @Override
  public TextProgram with(Answering changed) {
    return new TextProgram(changed.threshold(), ceiling, voices, seen);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("program", architecture().label()).put("kind", "transform");
    json.put("threshold", threshold).put("ceiling", ceiling);
    ArrayNode texts = json.putArray("voices");
    for (Voice voice : voices) {
      texts.addObject().put("weight", voice.weight()).set("text", TextWriter.json(voice.text()));
    }
    ArrayNode shapes = json.putArray("seen");
    seen.forEach((column, shape) -> shape.write(shapes.addObject(), column));
    return new Program(json, Map.of());
  }

  @Override
  public List<String> inWords() {
    return List.of(TextWords.of(voices.getFirst().text()));
  }

  static TextProgram read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("transform")) {
      throw new ProgramRefused("a text program is of kind 'transform', not '" + kind + "'");
    }
    double threshold = fields.number("threshold", 0, 1);
    double ceiling = fields.number("ceiling", 0, 1);
    TextReader reader = new TextReader();
    List<Voice> voices = new ArrayList<>();
    for (JsonNode node : fields.array("voices", 1, MAX_VOICES)) {
      Fields voice = new Fields(node, "a voice");
      voices.add(new Voice(reader.read(voice.object("text")), voice.number("weight", 1e-9, 1)));
      voice.end();
    }
    Map<String, Shape> seen = new LinkedHashMap<>();
    for (JsonNode node : fields.array("seen", 0, MAX_COLUMNS)) {
      Fields shape = new Fields(node, "a shape");
      seen.put(shape.string("column", 200), Shape.read(shape));
      shape.end();
    }
    fields.end();
    Tensors.none(tensors);
    return new TextProgram(threshold, ceiling, voices, seen);
  }
}
