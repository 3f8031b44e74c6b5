package dev.stillroom.distiller.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.distiller.dataset.Abridged.Pair;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.features.Words;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.Segmenter;
import dev.stillroom.runtime.summary.SentenceFeatures;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Texts with summaries or choices of sentences, cleaned: a correction has replaced what it
 * corrects, and the same is there once.
 *
 * @param unreadable how many inputs had no sentence to choose
 */
public record Abridgements(List<Abridged> all, int duplicates, int corrected, int unreadable) {

  /** Members of an output that say what was done with sentences, instead of a summary. */
  public static final String KEEP = "keep";

  public static final String REMOVE = "remove";
  public static final String PREFER = "prefer";

  /** The member of a card that holds the summary beside the fields. */
  public static final String SUMMARY = "summary";

  private static final Set<String> CHOICES = Set.of(KEEP, REMOVE, PREFER);

  /** What was only left where it was, beside something kept or removed. */
  private static final double LEFT = 0.3;

  /** Of a longer text so many of the sentences left alone are compared. */
  private static final int MOST_LEFT = 60;

  public Abridgements {
    all = List.copyOf(all);
  }

  /** Whether an output is a card: fields, and perhaps a summary. */
  public static boolean isCard(JsonNode output) {
    return output != null
        && output.isObject()
        && output.properties().stream()
            .anyMatch(m -> !CHOICES.contains(m.getKey()) && !m.getKey().equals(SUMMARY));
  }

  /** Whether an output only says what was done with sentences, or is a summary beside cards. */
  public static boolean isChoice(JsonNode output) {
    return output != null && output.isObject() && !isCard(output);
  }

  /**
   * @throws JobFailure when nothing can be learned from these examples
   */
  public static Abridgements of(List<Example> examples) throws JobFailure {
    if (examples.isEmpty()) {
      throw new JobFailure("there is no example to learn from; one is enough to begin");
    }
    Segmenter segmenter = new Segmenter();
    Map<String, Abridged> standing = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    int duplicates = 0;
    int corrected = 0;
    int unreadable = 0;
    for (Example example : examples) {
      String key = Dataset.canonical(example.input().members());
      if (!seen.add(key + "\n" + Dataset.canonical(example.output()))) {
        duplicates++;
        continue;
      }
      Abridged abridged = abridged(example, key, segmenter);
      if (abridged == null) {
        unreadable++;
      } else if (example.source() == Example.Source.CORRECTION && standing.containsKey(key)) {
        corrected++;
        standing.put(key, abridged);
      } else {
        standing.put(standing.containsKey(key) ? key + "\n" + seen.size() : key, abridged);
      }
    }
    if (standing.isEmpty()) {
      throw new JobFailure(
          "none of the "
              + examples.size()
              + " examples has sentences to choose from: give inputs with a \"text\" or a page, and"
              + " the summary of it");
    }
    List<Abridged> all = new ArrayList<>(standing.values());
    all.sort(
        Comparator.comparing(
                (Abridged one) -> one.example().time(),
                Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Abridged::key)
            .thenComparing(one -> Dataset.canonical(one.example().output())));
    return new Abridgements(all, duplicates, corrected, unreadable);
  }

  private static Abridged abridged(Example example, String key, Segmenter segmenter) {
    SentenceFeatures features = new SentenceFeatures(Document.of(example.input(), segmenter));
    if (features.size() == 0) {
      return null;
    }
    List<List<String>> sentences =
        features.document().sentences().stream().map(one -> Words.of(one.text())).toList();
    JsonNode output = example.output();
    JsonNode said = output.isObject() && output.has(SUMMARY) ? output.get(SUMMARY) : output;
    if (said.isObject()) {
      return chosen(example, features, sentences, said, key);
    }
    List<String> references = new ArrayList<>();
    for (JsonNode one : said.isArray() ? said : List.of(said)) {
      if (!one.asText("").isBlank()) {
        references.add(one.asText());
      }
    }
    if (references.isEmpty()) {
      return null;
    }
    Rouge rouge = new Rouge(references);
    double[] gains = sentences.stream().mapToDouble(one -> rouge.of(one).worth()).toArray();
    boolean[] kept = Oracle.of(sentences, gains, references);
    boolean one =
        references.stream()
            .allMatch(text -> segmenter.spans(text, features.document().language()).size() == 1);
    return new Abridged(example, features, references, gains, kept, List.of(), one, key);
  }

  private static Abridged chosen(
      Example example,
      SentenceFeatures features,
      List<List<String>> sentences,
      JsonNode said,
      String key) {
    Set<Integer> keep = find(said.path(KEEP), sentences);
    Set<Integer> remove = find(said.path(REMOVE), sentences);
    List<Pair> pairs = new ArrayList<>();
    for (JsonNode pair : said.path(PREFER)) {
      for (int better : find(pair.path(0), sentences)) {
        for (int worse : find(pair.path(1), sentences)) {
          pairs.add(new Pair(better, worse, 1));
          keep.add(better);
        }
      }
    }
    pairs.forEach(pair -> keep.remove(pair.worse()));
    List<Integer> left = new ArrayList<>();
    int step = Math.max(1, sentences.size() / MOST_LEFT);
    for (int i = 0; i < sentences.size(); i += step) {
      if (!keep.contains(i) && !remove.contains(i)) {
        left.add(i);
      }
    }
    boolean comparing = !said.path(PREFER).isEmpty();
    // Who said what to keep and not what to remove has left out the rest.
    double other = remove.isEmpty() ? 1 : LEFT;
    for (int kept : comparing ? List.<Integer>of() : List.copyOf(keep)) {
      remove.forEach(one -> pairs.add(new Pair(kept, one, 1)));
      left.forEach(one -> pairs.add(new Pair(kept, one, other)));
    }
    for (int removed : remove) {
      left.forEach(one -> pairs.add(new Pair(one, removed, LEFT)));
    }
    if (pairs.isEmpty() && keep.isEmpty()) {
      return null;
    }
    boolean[] kept = new boolean[sentences.size()];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < kept.length; i++) {
      kept[i] = keep.contains(i);
      if (kept[i]) {
        text.append(features.document().sentences().get(i).text()).append(' ');
      }
    }
    List<String> references = keep.isEmpty() ? List.of() : List.of(text.toString());
    return new Abridged(
        example, features, references, new double[kept.length], kept, pairs, false, key);
  }

  /** The sentences that are named, by their number or their text. */
  private static Set<Integer> find(JsonNode named, List<List<String>> sentences) {
    Set<Integer> found = new HashSet<>();
    for (JsonNode one : named.isArray() ? named : List.of(named)) {
      if (one.isIntegralNumber() && one.asInt() >= 0 && one.asInt() < sentences.size()) {
        found.add(one.asInt());
      } else if (one.isTextual()) {
        boolean[] kept =
            Oracle.of(sentences, new double[sentences.size()], List.of(one.textValue()));
        for (int i = 0; i < kept.length; i++) {
          if (kept[i]) {
            found.add(i);
          }
        }
      }
    }
    return found;
  }

  /** The texts as items of one label, to divide them as those of other kinds are. */
  public List<Item> items() {
    return all.stream()
        .map(
            one ->
                new Item(
                    one.example().input(),
                    List.of(),
                    0,
                    one.key(),
                    one.mayVerify() && !one.references().isEmpty(),
                    one.example().group(),
                    one.example().time()))
        .toList();
  }

  /** SHA-256 of what there is to learn from. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Abridged one : all) {
        String line = one.key() + "\t" + Dataset.canonical(one.example().output()) + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
