package dev.stillroom.distiller.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.distiller.dataset.Sample.Wanted;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.student.Form;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forms that a person filled in, cleaned: a correction has replaced what it corrects, field by
 * field, and the same is there once. The order is that of time, then of content.
 *
 * @param form the fields, in the order in which they first occur; a field is a list where any
 *     example has one
 */
public record Samples(List<Sample> samples, Form form, int duplicates, int corrected) {

  /** Ends a list that the person only began: all of the like are meant. */
  public static final String AND_SO_ON = "…";

  /** The most values of one field. */
  private static final int MAX_VALUES = 10_000;

  public Samples {
    samples = List.copyOf(samples);
  }

  /**
   * @throws JobFailure when nothing can be learned from these examples
   */
  public static Samples of(List<Example> examples) throws JobFailure {
    if (examples.isEmpty()) {
      throw new JobFailure("there is no example to learn from; one is enough to begin");
    }
    Map<String, Sample> standing = new LinkedHashMap<>();
    Set<String> seen = new LinkedHashSet<>();
    int duplicates = 0;
    int corrected = 0;
    for (Example example : examples) {
      String key = Dataset.canonical(example.input().members());
      Sample sample = new Sample(example, wanted(example.output()), key);
      if (!seen.add(key + "\n" + Dataset.canonical(example.output()))) {
        duplicates++;
      } else if (example.source() == Example.Source.CORRECTION && standing.containsKey(key)) {
        corrected++;
        standing.put(key, corrected(standing.get(key), sample));
      } else if (standing.containsKey(key)) {
        // Two people, or one twice: both count.
        standing.put(key + "\n" + seen.size(), sample);
      } else {
        standing.put(key, sample);
      }
    }
    List<Sample> samples = new ArrayList<>(standing.values());
    samples.sort(
        Comparator.comparing(
                (Sample sample) -> sample.example().time(),
                Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Sample::key)
            .thenComparing(sample -> Dataset.canonical(sample.example().output())));
    return new Samples(samples, form(examples), duplicates, corrected);
  }

  private static Sample corrected(Sample old, Sample correction) {
    Map<String, Wanted> wanted = new LinkedHashMap<>(old.wanted());
    wanted.putAll(correction.wanted());
    return new Sample(correction.example(), wanted, old.key());
  }

  private static Map<String, Wanted> wanted(JsonNode output) throws JobFailure {
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : output.properties()) {
      wanted.put(field.getKey(), wanted(field.getKey(), field.getValue()));
    }
    return wanted;
  }

  private static Wanted wanted(String name, JsonNode value) throws JobFailure {
    List<String> values = new ArrayList<>();
    boolean begun = false;
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (one.isContainerNode() || values.size() == MAX_VALUES) {
        throw new JobFailure(
            "field '" + name + "' must be a string, null or an array of strings: " + shown(value));
      }
      begun = value.isArray() && !values.isEmpty() && one.asText().equals(AND_SO_ON);
      if (!one.isNull() && !one.asText().isBlank() && !begun) {
        values.add(one.asText());
      }
    }
    return new Wanted(values, begun);
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  private static Form form(List<Example> examples) throws JobFailure {
    Map<String, Boolean> lists = new LinkedHashMap<>();
    for (Example example : examples) {
      for (Map.Entry<String, JsonNode> field : example.output().properties()) {
        String name = field.getKey();
        if (name.isBlank() || name.length() > Form.MAX_NAME) {
          throw new JobFailure(
              "a field's name must have 1 to " + Form.MAX_NAME + " characters: '" + name + "'");
        }
        lists.merge(name, field.getValue().isArray(), Boolean::logicalOr);
      }
    }
    if (lists.isEmpty() || lists.size() > Form.MAX_FIELDS) {
      throw new JobFailure(
          "the examples have "
              + lists.size()
              + " fields; an extractor has 1 to "
              + Form.MAX_FIELDS);
    }
    List<Form.Blank> blanks = new ArrayList<>();
    lists.forEach((name, list) -> blanks.add(new Form.Blank(name, list)));
    return new Form(blanks);
  }

  /**
   * @throws JobFailure where no field has a value anywhere: then there is nothing to learn
   */
  public void requireValues() throws JobFailure {
    if (samples.stream().allMatch(s -> s.wanted().values().stream().allMatch(Wanted::isNone))) {
      String names = String.join(", ", form.blanks().stream().map(Form.Blank::name).toList());
      throw new JobFailure(
          "no example has a value for any field ("
              + (names.length() > 80 ? names.substring(0, 80) + "…" : names)
              + "): give one at least, as it stands in its input");
    }
  }

  /** The fields that have no value in any example: what they look like nobody has shown. */
  public List<String> neverShown() {
    return form.blanks().stream()
        .map(Form.Blank::name)
        .filter(
            name ->
                samples.stream()
                    .map(sample -> sample.wanted().get(name))
                    .allMatch(wanted -> wanted == null || wanted.isNone()))
        .toList();
  }

  /** The samples as items of one label, to divide them as those of other kinds are. */
  public List<Item> items() {
    return samples.stream()
        .map(
            sample ->
                new Item(
                    sample.example().input(),
                    List.of(),
                    0,
                    sample.key(),
                    sample.mayVerify(),
                    sample.example().group(),
                    sample.example().time()))
        .toList();
  }

  /** SHA-256 of what there is to learn from. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Sample sample : samples) {
        String line = sample.key() + "\t" + sample.wanted() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** How values are compared: white space folded, as the benchmarks do. */
  public static String fold(String value) {
    return value.strip().replaceAll("\\s+", " ");
  }

  /** Whether any input has a member of that name. */
  public static boolean any(List<Sample> samples, String member) {
    return samples.stream().anyMatch(s -> s.example().input().members().hasNonNull(member));
  }

  /** Two values are the same text but for case and white space. */
  public static boolean same(String one, String other) {
    return Features.fold(one).equals(Features.fold(other));
  }
}
