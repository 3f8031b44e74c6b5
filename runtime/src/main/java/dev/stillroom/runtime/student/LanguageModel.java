package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.language.Bytes;
import dev.stillroom.runtime.language.GgufFile;
import dev.stillroom.runtime.language.Speaker;
import dev.stillroom.runtime.student.text.Row;
import dev.stillroom.runtime.student.text.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A byte-level language model of about a million parameters that writes a text for an input, run by
 * llama.cpp in a process of its own. Where that process fails it is not sure.
 */
public final class LanguageModel implements Student {

  /** The name of the model's file in a pack. */
  public static final String FILE = "model.gguf";

  private static final int MAX_COLUMNS = 200;
  private static final int LONGEST = 512;

  /** What is left of the confidence in an answer to what looks like nothing that was seen. */
  private static final double UNSEEN = 0.4;

  /**
   * How sure an answer is: a logistic function of how often the model says it (its logarithm),
   * fitted on pairs that were held out.
   */
  public record Certainty(double offset, double slope) {
    public double of(double probability) {
      double logarithm = StrictMath.log(Math.max(probability, 1e-30));
      return 1 / (1 + StrictMath.exp(-(offset + slope * logarithm)));
    }
  }

  private final double threshold;
  private final int prompt;
  private final int answer;
  private final Certainty certainty;
  private final Map<String, Shape> seen;
  private final ByteBuffer model;
  private final Speaker speaker;
  private volatile String impediment;

  /**
   * @param threshold the confidence below which it abstains
   * @param prompt the longest prompt that was seen, in bytes
   * @param answer the longest answer, in bytes
   * @param model a GGUF file that was checked
   */
  public LanguageModel(
      double threshold,
      int prompt,
      int answer,
      Certainty certainty,
      Map<String, Shape> seen,
      ByteBuffer model) {
    this(threshold, prompt, answer, certainty, seen, model, new Speaker(model));
  }

  private LanguageModel(
      double threshold,
      int prompt,
      int answer,
      Certainty certainty,
      Map<String, Shape> seen,
      ByteBuffer model,
      Speaker speaker) {
    this.threshold = threshold;
    this.prompt = prompt;
    this.answer = answer;
    this.certainty = certainty;
    this.seen = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    this.model = model;
    this.speaker = speaker;
  }

  @Override
  public Architecture architecture() {
    return Architecture.LANGUAGE_MODEL;
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
    try {
      Prediction prediction = said(input, say(input));
      impediment = null;
      return prediction;
    } catch (IOException broken) {
      impediment = broken.getMessage();
      return new Prediction(
          null,
          0,
          List.of(new Prediction.Ranked("", 0)),
          List.of(new Prediction.Reason("failed", broken.getMessage(), 1)),
          false);
    }
  }

  @Override
  public String impediment() {
    return impediment;
  }

  /** What the model says and how often. */
  public Speaker.Said say(Input input) throws IOException {
    String asked = Bytes.prompt(input);
    if (asked.getBytes(StandardCharsets.UTF_8).length > 2 * prompt) {
      return new Speaker.Said("", 0);
    }
    return speaker.say(asked, answer + answer / 2 + 8);
  }

  private Prediction said(Input input, Speaker.Said said) {
    double sure = certainty.of(said.probability());
    if (said.text().isEmpty()) {
      sure = 0;
    } else if (!looksFamiliar(input)) {
      sure *= UNSEEN;
    }
    return new Prediction(
        sure >= threshold && !said.text().isEmpty() ? said.text() : null,
        sure,
        List.of(new Prediction.Ranked(said.text(), sure)),
        List.of(),
        false);
  }

  private boolean looksFamiliar(Input input) {
    Map<String, String> columns = Row.of(input).columns();
    for (Map.Entry<String, Shape> column : seen.entrySet()) {
      String value = columns.get(column.getKey());
      if (value == null || !column.getValue().holds(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public LanguageModel with(Answering changed) {
    return new LanguageModel(changed.threshold(), prompt, answer, certainty, seen, model, speaker);
  }

  /** The same model, surer or less sure. */
  public LanguageModel with(Certainty fitted, double least) {
    return new LanguageModel(least, prompt, answer, fitted, seen, model, speaker);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("program", architecture().label()).put("kind", "transform");
    json.put("threshold", threshold).put("prompt", prompt).put("answer", answer);
    json.put("offset", certainty.offset()).put("slope", certainty.slope());
    ArrayNode shapes = json.putArray("seen");
    seen.forEach((column, shape) -> shape.write(shapes.addObject(), column));
    return new Program(json, Map.of(FILE, Tensor.of(model, 1, model.remaining())));
  }

  @Override
  public List<String> inWords() {
    return List.of(
        "a language model of " + model.remaining() / 1024 + " KB, which writes byte after byte");
  }

  static LanguageModel read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("transform")) {
      throw new ProgramRefused("a language model is of kind 'transform', not '" + kind + "'");
    }
    double threshold = fields.number("threshold", 0, 1);
    int prompt = fields.integer("prompt", 1, LONGEST);
    int answer = fields.integer("answer", 1, LONGEST);
    Certainty certainty =
        new Certainty(fields.number("offset", -100, 100), fields.number("slope", 0, 100));
    Map<String, Shape> seen = new LinkedHashMap<>();
    for (JsonNode node : fields.array("seen", 0, MAX_COLUMNS)) {
      Fields shape = new Fields(node, "a shape");
      seen.put(shape.string("column", 200), Shape.read(shape));
      shape.end();
    }
    fields.end();
    Tensors.exactly(tensors, java.util.Set.of(FILE));
    ByteBuffer model = tensors.get(FILE).data();
    try {
      GgufFile.check(model);
    } catch (GgufFile.Refused refused) {
      throw new ProgramRefused(refused.getMessage());
    }
    return new LanguageModel(threshold, prompt, answer, certainty, seen, model);
  }
}
