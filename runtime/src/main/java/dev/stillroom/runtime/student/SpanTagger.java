package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.student.span.Chain;
import dev.stillroom.runtime.student.span.SpanText;
import dev.stillroom.runtime.student.span.Tagging;
import dev.stillroom.runtime.student.span.TokenFeatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds each field's values in the input's text: a linear chain over its tokens (conditional random
 * field, Lafferty et al. 2001) with weights of eight bits for hashed features. Only hashes are
 * stored; a value is always a part of the text, and no two overlap.
 */
public final class SpanTagger implements Extractor {

  /** The most fields; a token's work grows with their square. */
  public static final int MAX_FIELDS = 60;

  static final Set<String> TENSORS =
      Set.of("bias", "columns", "counts", "first", "labels", "next", "on", "scales", "weights");

  /** Weights beyond this are nobody's: a sum of them must stay far from what a double holds. */
  private static final float MOST = 1e4f;

  private final Form form;
  private final SparseWeights weights;
  private final float[] scales;
  private final float[] bias;
  private final Chain chain;

  /**
   * @param scales for each tag what its bytes are multiplied with
   * @param bias for each tag
   */
  public SpanTagger(Form form, SparseWeights weights, float[] scales, float[] bias, Chain chain) {
    this.form = form;
    this.weights = weights;
    this.scales = scales;
    this.bias = bias;
    this.chain = chain;
  }

  /** What a tagger reads of an input. */
  public static SpanText text(Input input) {
    JsonNode text = input.members().path("text");
    return SpanText.of(text.isTextual() ? text.textValue() : "");
  }

  /** The hashes of each token's features. */
  public static int[][] features(Input input, SpanText text) {
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    others.setAll(input.members());
    others.remove(List.of("text", "html", "page", "json"));
    return TokenFeatures.of(text, Features.of(new Input(others)));
  }

  @Override
  public Reads reads() {
    return Reads.TEXTS;
  }

  @Override
  public Architecture architecture() {
    return Architecture.SPAN_TAGGER;
  }

  @Override
  public Form form() {
    return form;
  }

  @Override
  public Extraction extract(Input input) {
    SpanText text = text(input);
    return filled(text, weights(features(input, text)));
  }

  /** For each token what speaks for each tag. */
  public double[][] weights(int[][] features) {
    double[][] sums = new double[features.length][chain.tags()];
    for (int i = 0; i < sums.length; i++) {
      for (int feature : features[i]) {
        int column = weights.column(feature);
        if (column >= 0) {
          weights.add(column, 1, sums[i]);
        }
      }
      for (int tag = 0; tag < bias.length; tag++) {
        sums[i][tag] = scales[tag] * sums[i][tag] + bias[tag];
      }
    }
    return sums;
  }

  Extraction filled(SpanText text, double[][] tags) {
    boolean[] lists = new boolean[form.blanks().size()];
    for (int i = 0; i < lists.length; i++) {
      lists[i] = form.blanks().get(i).list();
    }
    List<Form.Guess> guesses = new ArrayList<>();
    for (Tagging.Found found : Tagging.of(chain, tags, lists)) {
      List<String> values = new ArrayList<>();
      List<Integer> at = new ArrayList<>();
      List<Double> each = new ArrayList<>();
      for (Tagging.Span span : found.spans()) {
        values.add(text.between(span.first(), span.last()));
        at.add(text.starts()[span.first()]);
        each.add(span.probability());
      }
      guesses.add(Form.Guess.spans(values, at, each, found.none()));
    }
    Extraction filled = form.fill(guesses);
    return text.cut() ? filled.cut() : filled;
  }

  @Override
  public SpanTagger with(Form changed) {
    return new SpanTagger(changed, weights, scales, bias, chain);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form.write(architecture(), json);
    return new Program(json.put("features", TokenFeatures.VERSION), Map.copyOf(tensors()));
  }

  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new HashMap<>();
    weights.write(tensors, bias.length);
    tensors.put("scales", Tensor.of(scales));
    tensors.put("bias", Tensor.of(bias));
    tensors.put("first", Tensor.of(chain.first()));
    tensors.put("next", Tensor.of(chain.next()));
    tensors.put("on", Tensor.of(chain.on()));
    return tensors;
  }

  @Override
  public List<String> inWords() {
    return List.of(
        "reads the text word by word and weighs "
            + weights.hashes().length
            + " words, parts, shapes and neighbours (hashed) for "
            + form.blanks().stream().map(Form.Blank::name).collect(Collectors.joining(", ")),
        "a value is always a part of the text; it begins where this begins to weigh most");
  }

  static SpanTagger read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Form form = Form.read(fields);
    version(fields);
    fields.end();
    Tensors.exactly(tensors, TENSORS);
    return read(form, tensors);
  }

  static void version(Fields fields) throws ProgramRefused {
    int version = fields.integer("features", 1, 1_000);
    if (version != TokenFeatures.VERSION) {
      throw new ProgramRefused(
          "its features are those of version "
              + version
              + ", here they are those of version "
              + TokenFeatures.VERSION
              + "; distill it again");
    }
  }

  static SpanTagger read(Form form, Map<String, Tensor> tensors) throws ProgramRefused {
    int fields = form.blanks().size();
    if (fields > MAX_FIELDS) {
      throw new ProgramRefused("it has more than " + MAX_FIELDS + " fields: " + fields);
    }
    int tags = 2 * fields + 1;
    Map<String, float[]> floats = new HashMap<>();
    Map<String, Integer> sizes =
        Map.of(
            "bias",
            tags,
            "scales",
            tags,
            "first",
            fields + 1,
            "next",
            tags * (fields + 1),
            "on",
            2 * fields);
    for (String name : new TreeSet<>(sizes.keySet())) {
      float[] values = tensors.get(name).floats(name, sizes.get(name));
      for (float value : values) {
        if (!(Math.abs(value) <= MOST)) {
          throw new ProgramRefused("'" + name + "' must be within -1e4 and 1e4");
        }
      }
      floats.put(name, values);
    }
    return new SpanTagger(
        form,
        SparseWeights.read(tensors, tags),
        floats.get("scales"),
        floats.get("bias"),
        new Chain(fields, floats.get("first"), floats.get("next"), floats.get("on")));
  }
}
