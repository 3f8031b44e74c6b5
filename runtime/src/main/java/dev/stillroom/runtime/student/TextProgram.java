package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.student.text.Mould;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Shape;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.TextReader;
import dev.stillroom.runtime.student.text.TextWords;
import dev.stillroom.runtime.student.text.TextWriter;
import dev.stillroom.runtime.student.text.Trust;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A transformation learned by example: several programs that all made every example's output, each
 * with a weight. What they agree on is said; where good ones differ, or the input looks like none
 * that was seen, the student is not sure.
 *
 * @param threshold the confidence below which it abstains
 * @param examples how many it was made from
 * @param missed how many of these its best program does not make
 * @param cost what its best program costs; what costs much beside what it shows is made up
 * @param shown how many characters the examples' outputs have
 * @param voices best first
 * @param seen for each column what its texts looked like
 * @param mould what all outputs looked like, or null where they did not look alike
 */
public record TextProgram(
    double threshold,
    int examples,
    int missed,
    double cost,
    int shown,
    List<Voice> voices,
    Map<String, Shape> seen,
    Mould mould)
    implements Student {

  public static final int MAX_VOICES = 24;

  /** The most confidence in what its examples do not show. */
  private static final double UNSHOWN = 0.4;

  /** How much the word of a program counts that makes what no example looked like. */
  private static final double UNLIKE = 0.1;

  /** How much a program's silence counts against what others say. */
  private static final double SILENT = 0.25;

  private static final int MAX_COLUMNS = 200;

  private static final int MAX_EXAMPLES = 100_000_000;

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
    Row row = row(input);
    Map<String, Double> shares = isBlank(row) ? Map.of() : answers(row);
    double total = total(shares);
    if (shares.isEmpty()) {
      String as = row.columns().values().stream().findFirst().orElse("");
      return new Prediction(null, 0, List.of(new Prediction.Ranked(as, 0)), List.of(), false);
    }
    List<Map.Entry<String, Double>> said = new ArrayList<>(shares.entrySet());
    said.sort(Map.Entry.<String, Double>comparingByValue().reversed());
    double first = said.getFirst().getValue() / total;
    double sure = Math.min(ceiling(), Trust.of(signs(first, row), examples));
    String answer = said.getFirst().getKey();
    if (isUnshown(answer, row) || mould != null && !mould.fits(answer)) {
      sure = Math.min(sure, UNSHOWN);
    }
    List<Prediction.Ranked> ranked = new ArrayList<>();
    ranked.add(new Prediction.Ranked(said.getFirst().getKey(), sure));
    for (Map.Entry<String, Double> other : said.subList(1, said.size())) {
      // What is left is divided as the programs divide it.
      double part = (1 - sure) * (other.getValue() / total) / (1 - first);
      ranked.add(new Prediction.Ranked(other.getKey(), Math.min(sure, part)));
    }
    Prediction.Ranked best = ranked.getFirst();
    return new Prediction(
        best.probability() >= threshold ? best.label() : null,
        best.probability(),
        List.copyOf(ranked),
        List.of(new Prediction.Reason("program", TextWords.of(voices.getFirst().text()), 1)),
        false);
  }

  /** Whether only programs say so of which each part was made from one example. */
  private boolean isUnshown(String output, Row row) {
    return voices.stream()
        .filter(voice -> output.equals(voice.text().of(row)))
        .allMatch(voice -> Trust.isUnshown(voice.text(), examples));
  }

  /** No more than so many examples can promise (Laplace's rule, half a success to begin with). */
  private double ceiling() {
    return Math.max(0, 1 - 0.2 / (examples + 1) - (double) missed / examples);
  }

  private double[] signs(double share, Row row) {
    return Trust.signs(share, examples, cost / shown, voices.getFirst().text(), lacking(row));
  }

  private int lacking(Row row) {
    int lacking = 0;
    for (Map.Entry<String, Shape> column : seen.entrySet()) {
      lacking += column.getValue().lacking(row.columns().getOrDefault(column.getKey(), ""));
    }
    return lacking;
  }

  /** The input's columns as those of the examples: tidy where these were. */
  private Row row(Input input) {
    Map<String, String> columns = new LinkedHashMap<>(Row.of(input).columns());
    seen.forEach((name, shape) -> columns.computeIfPresent(name, (n, text) -> shape.like(text)));
    return new Row(columns);
  }

  /** Whether no letter or digit stands where one always stood. */
  private boolean isBlank(Row row) {
    return seen.entrySet().stream()
        .anyMatch(
            column -> column.getValue().isBlank(row.columns().getOrDefault(column.getKey(), "")));
  }

  /**
   * What is known about the best answer, for fitting {@link Trust} to; null where there is none.
   */
  public double[] signs(Input input) {
    Row row = row(input);
    Map<String, Double> shares = isBlank(row) ? Map.of() : answers(row);
    double total = total(shares);
    return shares.isEmpty()
        ? null
        : signs(shares.values().stream().max(Double::compare).orElseThrow() / total, row);
  }

  /**
   * What all say and a part of those who say nothing: that a program does not apply to an input
   * speaks rather against the program.
   */
  private double total(Map<String, Double> shares) {
    double said = shares.values().stream().mapToDouble(share -> share).sum();
    double all = voices.stream().mapToDouble(Voice::weight).sum();
    return said + SILENT * (all - said);
  }

  /** What the programs say, and with how much weight. */
  public Map<String, Double> answers(Row row) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (Voice voice : voices) {
      String output = voice.text().of(row);
      if (output != null) {
        double like = mould == null || mould.fits(output) ? 1 : UNLIKE;
        shares.merge(output, like * voice.weight(), Double::sum);
      }
    }
    return shares;
  }

  @Override
  public TextProgram with(Answering changed) {
    return new TextProgram(changed.threshold(), examples, missed, cost, shown, voices, seen, mould);
  }

  /**
   * Only where no more than that share of answers as sure as this is wrong.
   *
   * @param maxError in (0, 1); null leaves it as it is
   */
  public TextProgram answering(Double maxError) {
    return maxError == null
        ? this
        : with(new Answering(List.of(), 1, Math.max(threshold, 1 - maxError)));
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("program", architecture().label()).put("kind", "transform");
    json.put("threshold", threshold).put("examples", examples).put("missed", missed);
    json.put("cost", cost).put("shown", shown);
    ArrayNode texts = json.putArray("voices");
    for (Voice voice : voices) {
      texts.addObject().put("weight", voice.weight()).set("text", TextWriter.json(voice.text()));
    }
    ArrayNode shapes = json.putArray("seen");
    seen.forEach((column, shape) -> shape.write(shapes.addObject(), column));
    if (mould != null) {
      json.put("mould", mould.text());
    }
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
    int examples = fields.integer("examples", 1, MAX_EXAMPLES);
    int missed = fields.integer("missed", 0, examples);
    double cost = fields.has("cost") ? fields.number("cost", 0, 1e6) : 0;
    int shown = fields.has("shown") ? fields.integer("shown", 1, MAX_EXAMPLES) : 1;
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
    Mould mould = fields.has("mould") ? new Mould(fields.string("mould", Mould.LONGEST)) : null;
    fields.end();
    Tensors.none(tensors);
    return new TextProgram(threshold, examples, missed, cost, shown, voices, seen, mould);
  }
}
