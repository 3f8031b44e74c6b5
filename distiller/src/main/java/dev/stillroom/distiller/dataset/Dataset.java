package dev.stillroom.distiller.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.job.JobFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The examples of a task, cleaned: corrections have replaced what they correct, the same text is
 * there once, contradictions are counted. The order is that of time, then of content, so that the
 * order of the file's lines changes nothing.
 *
 * @param labels ascending
 */
public record Dataset(List<Item> items, List<String> labels, Report report, String digest) {

  /** The label of "nothing was done": what a task does where no rule says otherwise. */
  public static final String LEAVE = "leave";

  /**
   * What cleaning found.
   *
   * @param duplicates examples that were there before and are not counted again
   * @param corrected examples that a correction replaced
   * @param conflicts inputs that have more than one label, all of them kept
   * @param outOfScope examples to which none of the labels is right
   */
  public record Report(int duplicates, int corrected, int conflicts, int outOfScope) {}

  private record Row(Example example, String key, String label, int line) {}

  /**
   * @throws JobFailure when nothing can be learned from these examples
   */
  public static Dataset of(List<Example> examples) throws JobFailure {
    if (examples.isEmpty()) {
      throw new JobFailure("there is no example to learn from; give at least two of each label");
    }
    List<Row> rows = new ArrayList<>();
    for (Example example : examples) {
      String label = example.output().isNull() ? null : example.output().textValue();
      rows.add(new Row(example, canonical(example.input().members()), label, rows.size()));
    }
    List<Row> standing = withoutCorrected(rows);
    List<Row> distinct = withoutDuplicates(standing);
    distinct.sort(
        Comparator.comparing(
                (Row row) -> row.example().time(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Row::key)
            .thenComparing(Row::label, Comparator.nullsLast(Comparator.naturalOrder())));
    List<String> labels =
        List.copyOf(
            new TreeSet<>(distinct.stream().map(Row::label).filter(Objects::nonNull).toList()));
    if (labels.isEmpty()) {
      throw new JobFailure(
          "all "
              + distinct.size()
              + " examples are out of scope (output null); it needs at least two labels");
    }
    if (labels.size() == 1) {
      throw new JobFailure(oneLabel(distinct, labels.getFirst()));
    }
    List<Item> items = new ArrayList<>();
    for (Row row : distinct) {
      items.add(item(row, labels));
    }
    Report report =
        new Report(
            standing.size() - distinct.size(),
            rows.size() - standing.size(),
            conflicts(distinct),
            (int) distinct.stream().filter(row -> row.label() == null).count());
    return new Dataset(List.copyOf(items), labels, report, digest(distinct));
  }

  private static String oneLabel(List<Row> rows, String label) {
    long examples = rows.stream().filter(row -> row.label() != null).count();
    // A label with a colon is an act, such as convert:jpeg.
    return label.equals(LEAVE)
        ? "all " + examples + " examples say 'leave'; it needs examples where you did something"
        : (examples == 1 ? "every example says '" : "all " + examples + " examples say '")
            + label
            + (label.indexOf(':') > 0
                ? "'; it needs an example where you did not"
                : "'; it needs examples of another label, or with the output null where none fits");
  }

  private static Item item(Row row, List<String> labels) {
    Example example = row.example();
    boolean byPerson =
        example.source() == Example.Source.USER || example.source() == Example.Source.CORRECTION;
    return new Item(
        example.input(),
        Features.of(example.input()),
        row.label() == null ? Item.OUT_OF_SCOPE : labels.indexOf(row.label()),
        row.key(),
        byPerson,
        example.group(),
        example.time(),
        row.line() + 1,
        example.id());
  }

  /**
   * A correction replaces what was said of the same input before it. Of acts that only look alike
   * it replaces none but its own: one file put elsewhere does not make eight others wrong.
   */
  private static List<Row> withoutCorrected(List<Row> rows) {
    Map<String, Row> last = new HashMap<>();
    for (Row row : rows) {
      if (row.example().source() == Example.Source.CORRECTION) {
        last.merge(corrected(row), row, (old, now) -> isLater(now, old) ? now : old);
      }
    }
    List<Row> standing = new ArrayList<>();
    for (Row row : rows) {
      Row correction = last.get(corrected(row));
      if (correction == null || correction == row || isLater(row, correction)) {
        standing.add(row);
      }
    }
    return standing;
  }

  private static String corrected(Row row) {
    String id = row.example().id();
    return id == null || isText(row) ? row.key() : row.key() + "\n" + id;
  }

  private static boolean isText(Row row) {
    JsonNode members = row.example().input().members();
    return members.has("text") || members.has("html");
  }

  private static boolean isLater(Row row, Row than) {
    Instant time = row.example().time();
    Instant other = than.example().time();
    if (time != null && other != null && !time.equals(other)) {
      return time.isAfter(other);
    }
    return row.line() > than.line();
  }

  /**
   * The same text with the same label is one example. Acts that only look alike, two downloads with
   * the same features, are two pieces of evidence, unless they have the same id.
   */
  private static List<Row> withoutDuplicates(List<Row> rows) {
    Set<String> seen = new HashSet<>();
    List<Row> distinct = new ArrayList<>();
    for (Row row : rows) {
      Example example = row.example();
      String identity = Features.fold(row.key()) + "\n" + row.label();
      boolean known = isText(row) && !seen.add(identity);
      if (example.id() != null) {
        known |= !seen.add(example.id() + "\n" + identity);
      }
      if (!known) {
        distinct.add(row);
      }
    }
    return distinct;
  }

  private static int conflicts(List<Row> rows) {
    Map<String, Set<String>> labels = new HashMap<>();
    for (Row row : rows) {
      labels.computeIfAbsent(row.key(), key -> new HashSet<>()).add(String.valueOf(row.label()));
    }
    return (int) labels.values().stream().filter(set -> set.size() > 1).count();
  }

  private static String digest(List<Row> rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Row row : rows) {
        String line = row.key() + "\t" + row.label() + "\t" + row.example().source() + "\n";
        digest.update(line.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** JSON with its members in order. */
  public static String canonical(JsonNode value) {
    StringBuilder text = new StringBuilder();
    canonical(value, text);
    return text.toString();
  }

  private static void canonical(JsonNode value, StringBuilder text) {
    if (value.isObject()) {
      Map<String, JsonNode> members = new TreeMap<>();
      value.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
      text.append('{');
      members.forEach(
          (name, member) -> {
            text.append('"').append(name).append("\":");
            canonical(member, text);
            text.append(',');
          });
      text.append('}');
    } else if (value.isArray()) {
      text.append('[');
      for (JsonNode element : value) {
        canonical(element, text);
        text.append(',');
      }
      text.append(']');
    } else {
      text.append(value);
    }
  }
}
