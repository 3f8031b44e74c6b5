package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The baseline of extraction: values seen before, where the input's text has them, the longest
 * first. It learns nothing that it was not shown.
 *
 * <p>A pack is handed on, and a value may be a name or a number that stands in one place of the
 * world. So values are kept as the first 48 bits of salted digests. Nobody reads them off the pack;
 * but who has the pack can try whether a guess is among them, one guess after the other, as fast as
 * a machine computes digests. Where values are few (telephone numbers, birthdays) that finds them:
 * a pack of this architecture is as confidential as its examples.
 *
 * @param salt digits before each value in its digest: no table made beforehand fits two packs
 * @param known for each blank of the form its values' digests
 */
public record KnownValues(Form form, String salt, List<Set<String>> known) implements Extractor {

  public static final int MAX_VALUES = 20_000;

  /** The longest value that is known, in words and in characters. */
  static final int MAX_WORDS = 12;

  static final int MAX_LENGTH = 300;

  private static final double CONFIDENCE = 0.5;
  private static final int MAX_TEXT = 200_000;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{12}");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}\\s]");

  /**
   * Hexadecimal digits of a digest that are kept: of 20,000 values two agree once in 1.4 million.
   */
  private static final int DIGITS = 12;

  private record Word(int start, int end) {}

  public KnownValues {
    known = known.stream().map(Set::copyOf).toList();
  }

  /**
   * @param values for each blank of the form its values, folded
   */
  public static KnownValues of(Form form, List<Set<String>> values) {
    Digest digest = new Digest("");
    // The same values give the same pack, and who does not have them cannot know its salt.
    values.forEach(all -> all.stream().sorted().forEach(digest::add));
    String salt = digest.end();
    return new KnownValues(
        form,
        salt,
        values.stream()
            .map(all -> all.stream().map(new Digest(salt)::of).collect(Collectors.toSet()))
            .toList());
  }

  /** Digests of texts, each after the same salt; for one thread. */
  private static final class Digest {

    private final MessageDigest digest;
    private final byte[] salt;

    Digest(String salt) {
      this.salt = salt.getBytes(StandardCharsets.UTF_8);
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java has SHA-256", impossible);
      }
    }

    String of(String text) {
      digest.update(salt);
      add(text);
      return end();
    }

    void add(String text) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }

    String end() {
      return HexFormat.of().formatHex(digest.digest(), 0, DIGITS / 2);
    }
  }

  /** The form in which a value is known, or null where it is too long to be. */
  public static String fold(String value) {
    return value.length() > MAX_LENGTH || words(value).size() > MAX_WORDS || value.isBlank()
        ? null
        : Features.fold(value);
  }

  @Override
  public Architecture architecture() {
    return Architecture.KNOWN_VALUES;
  }

  @Override
  public Extraction extract(Input input) {
    String text = text(input);
    List<Word> words = words(text);
    Digest digest = new Digest(salt);
    List<Found> found = known.stream().map(Found::new).toList();
    for (int i = 0; i < words.size(); i++) {
      for (int j = Math.min(words.size(), i + MAX_WORDS) - 1; j >= i; j--) {
        int start = words.get(i).start();
        int end = words.get(j).end();
        if (end - start > MAX_LENGTH) {
          continue;
        }
        String span = text.substring(start, end);
        String looked = digest.of(Features.fold(span));
        for (Found one : found) {
          one.look(looked, span, i, j, start, end);
        }
      }
    }
    return form.fill(found.stream().map(Found::guess).toList());
  }

  /** What is found of one field, the longest first at each word. */
  private static final class Found {

    private final Set<String> wanted;
    private final List<String> values = new ArrayList<>();
    private String where;
    private int next;

    Found(Set<String> wanted) {
      this.wanted = wanted;
    }

    void look(String digest, String span, int first, int last, int start, int end) {
      if (first >= next && wanted.contains(digest)) {
        where = where == null ? start + "-" + end : where;
        values.add(span);
        next = last + 1;
      }
    }

    Form.Guess guess() {
      return new Form.Guess(values, CONFIDENCE, where);
    }
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    for (Matcher matcher = WORD.matcher(text); matcher.find(); ) {
      words.add(new Word(matcher.start(), matcher.end()));
    }
    return words;
  }

  /** What an input says, whatever its shape. */
  private static String text(Input input) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> member : input.members().properties()) {
      append(member.getKey().equals("html"), member.getValue(), text);
    }
    return text.toString();
  }

  private static void append(boolean isPage, JsonNode value, StringBuilder text) {
    if (text.length() > MAX_TEXT) {
      return;
    }
    if (value.isTextual()) {
      String all = value.textValue();
      String cut = all.substring(0, Math.min(all.length(), MAX_TEXT));
      text.append(isPage ? cut.replaceAll("<[^>]{0,2000}>", "\n") : cut).append('\n');
    } else if (value.isContainerNode()) {
      value.forEach(child -> append(false, child, text));
    } else if (!value.isNull()) {
      text.append(value.asText()).append('\n');
    }
  }

  @Override
  public KnownValues with(Form changed) {
    return new KnownValues(changed, salt, known);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form.write(architecture(), json);
    json.put("salt", salt);
    ArrayNode all = json.putArray("known");
    known.forEach(values -> values.stream().sorted().forEach(all.addArray()::add));
    return new Program(json, Map.of());
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      String name = form.blanks().get(i).name();
      words.add(name + ": one of " + known.get(i).size() + " values seen before, where it occurs");
    }
    return words;
  }

  static KnownValues read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Form form = Form.read(fields);
    int count = form.blanks().size();
    String salt = digest(fields.string("salt", DIGITS));
    List<Set<String>> known = new ArrayList<>();
    for (JsonNode values : fields.array("known", count, count)) {
      if (!values.isArray() || values.size() > MAX_VALUES) {
        throw new ProgramRefused("a field must have an array of at most " + MAX_VALUES + " values");
      }
      Set<String> set = new HashSet<>();
      for (JsonNode value : values) {
        set.add(digest(Fields.plain(value, "a value", DIGITS)));
      }
      known.add(set);
    }
    fields.end();
    Tensors.none(tensors);
    return new KnownValues(form, salt, known);
  }

  private static String digest(String text) throws ProgramRefused {
    if (!DIGEST.matcher(text).matches()) {
      throw new ProgramRefused("a known value must be " + DIGITS + " hexadecimal digits");
    }
    return text;
  }
}
