package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.features.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What of an input's texts becomes one vector. A student stands on one or several of them. */
public enum Reading {
  /** All texts as one: the text first, then the others in the names' order. */
  WHOLE,
  /** The whole's first passages, the mean of their vectors: a long text is about several things. */
  PASSAGES,
  /** The texts beside the text, such as a title, which a long text pushes out of what is read. */
  OTHERS,
  /** How the whole begins, as the encoder sees it half way up: what kind of question it is. */
  OPENING;

  /** What a student stands on whose pack names nothing else. */
  static final List<Reading> USUAL = List.of(WHOLE);

  /** In characters, some 128 tokens. */
  private static final int PASSAGE = 560;

  private static final int MOST_PASSAGES = 3;

  /** The name a pack has for it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is read of an input. */
  public String text(List<Feature> features) {
    return switch (this) {
      case WHOLE, PASSAGES, OPENING -> join(features, text -> true);
      case OTHERS -> join(features, text -> !isMain(text));
    };
  }

  /** Whether an input has a text and others beside it. */
  public static boolean areApart(List<Feature> features) {
    return !join(features, Reading::isMain).isBlank() && !OTHERS.text(features).isBlank();
  }

  /** Whether an input's texts together are longer than a passage by far. */
  public static boolean isLong(List<Feature> features) {
    return WHOLE.text(features).strip().length() > 2 * PASSAGE;
  }

  /** The vector, also where it is not known yet; zeros where there is nothing to read. */
  public float[] of(Encoder encoder, List<Feature> features) {
    return of(features, encoder::embed, encoder::opening);
  }

  /**
   * The vectors of some readings of many inputs, computed on all processors where they are not
   * known yet.
   */
  public static Map<Reading, List<float[]>> of(
      Set<Reading> readings, Encoder encoder, List<List<Feature>> inputs) {
    // The openings first: reading one gives the whole, too.
    Map<String, float[]> openings =
        readings.contains(OPENING)
            ? encoder.openings(inputs.stream().map(OPENING::text).toList())
            : Map.of();
    Map<String, float[]> embedded =
        encoder.embed(
            readings.stream()
                .filter(reading -> reading != OPENING)
                .flatMap(reading -> inputs.stream().flatMap(input -> reading.parts(input).stream()))
                .toList());
    Map<Reading, List<float[]>> vectors = new EnumMap<>(Reading.class);
    for (Reading reading : readings) {
      vectors.put(
          reading,
          inputs.stream().map(input -> reading.of(input, embedded::get, openings::get)).toList());
    }
    return vectors;
  }

  /** What is read each by itself. */
  private List<String> parts(List<Feature> features) {
    return this == PASSAGES ? passages(text(features).strip()) : List.of(text(features));
  }

  private float[] of(
      List<Feature> features,
      Function<String, float[]> embedding,
      Function<String, float[]> opening) {
    String text = text(features);
    return switch (this) {
      case WHOLE, OTHERS -> embedding.apply(text);
      case PASSAGES -> mean(parts(features).stream().map(embedding).toList());
      case OPENING -> opening.apply(text);
    };
  }

  /** Parts of a text that end between words. */
  static List<String> passages(String text) {
    List<String> passages = new ArrayList<>();
    int from = 0;
    while (passages.size() < MOST_PASSAGES && (from < text.length() || passages.isEmpty())) {
      int to = Math.min(text.length(), from + PASSAGE);
      int space = to == text.length() ? -1 : text.lastIndexOf(' ', to);
      to = space > from ? space : to;
      passages.add(text.substring(from, to));
      from = to;
    }
    return passages;
  }

  private static float[] mean(List<float[]> vectors) {
    if (vectors.size() == 1) {
      return vectors.getFirst();
    }
    float[] mean = new float[EncoderModel.WIDTH];
    double square = 0;
    for (int i = 0; i < mean.length; i++) {
      for (float[] vector : vectors) {
        mean[i] += vector[i];
      }
      square += mean[i] * mean[i];
    }
    float scale = (float) (1 / Math.sqrt(Math.max(square, 1e-24)));
    for (int i = 0; i < mean.length; i++) {
      mean[i] *= scale;
    }
    return mean;
  }

  /** One after the other the vectors of some readings. */
  public static float[] of(List<Reading> readings, Encoder encoder, List<Feature> features) {
    float[] all = new float[readings.size() * EncoderModel.WIDTH];
    for (int i = 0; i < readings.size(); i++) {
      put(readings.get(i).of(encoder, features), all, i);
    }
    return all;
  }

  /** The same, computed also where it is known: what an input takes when it is new. */
  static float[] afresh(List<Reading> readings, Encoder encoder, List<Feature> features) {
    float[] all = new float[readings.size() * EncoderModel.WIDTH];
    // One reading of a text gives both its vector and that of its opening.
    float[][] both =
        readings.contains(OPENING) ? encoder.bothAfresh(WHOLE.text(features)) : new float[2][];
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      boolean known = both[0] != null && reading == WHOLE;
      put(known ? both[0] : reading.of(features, encoder::embedAfresh, text -> both[1]), all, i);
    }
    return all;
  }

  private static void put(float[] vector, float[] all, int place) {
    System.arraycopy(vector, 0, all, place * EncoderModel.WIDTH, EncoderModel.WIDTH);
  }

  /** Names readings in a pack where they are not the usual one. */
  static void write(List<Reading> readings, ObjectNode json) {
    if (!readings.equals(USUAL)) {
      ArrayNode reads = json.putArray("reads");
      readings.forEach(reading -> reads.add(reading.label()));
    }
  }

  static List<Reading> read(Fields fields) throws ProgramRefused {
    if (!fields.has("reads")) {
      return USUAL;
    }
    List<Reading> readings = new ArrayList<>();
    for (JsonNode node : fields.array("reads", 1, values().length)) {
      String label = Fields.plain(node, "a reading", 20);
      Reading reading =
          Arrays.stream(values())
              .filter(one -> one.label().equals(label) && !readings.contains(one))
              .findFirst()
              .orElseThrow(
                  () -> new ProgramRefused("reading '" + label + "' is unknown or there twice"));
      readings.add(reading);
    }
    return readings;
  }

  private static boolean isMain(Feature.Text text) {
    return text.name().equals("text") || text.name().equals("html");
  }

  private static String join(List<Feature> features, Predicate<Feature.Text> wanted) {
    return features.stream()
        .filter(Feature.Text.class::isInstance)
        .map(Feature.Text.class::cast)
        .filter(wanted)
        .sorted(
            Comparator.comparing((Feature.Text text) -> !text.name().equals("text"))
                .thenComparing(Feature.Text::name))
        .map(Feature.Text::value)
        .collect(Collectors.joining("\n"));
  }
}
