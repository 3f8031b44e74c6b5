package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The baseline of extraction: values seen before, where the input's text has them, the longest
 * first. It learns nothing that it was not shown.
 *
 * @param known for each blank of the form its values, folded
 */
public record KnownValues(Form form, List<Set<String>> known) implements Extractor {

  public static final int MAX_VALUES = 20_000;

  /** The longest value that is known, in words and in characters. */
  static final int MAX_WORDS = 12;

  static final int MAX_LENGTH = 300;

  private static final double CONFIDENCE = 0.5;
  private static final int MAX_TEXT = 200_000;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}\\s]");

  private record Word(int start, int end) {}

  public KnownValues {
    known = known.stream().map(Set::copyOf).toList();
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
    return form.fill(known.stream().map(values -> guess(text, words, values)).toList());
  }

  private static Form.Guess guess(String text, List<Word> words, Set<String> values) {
    List<String> found = new ArrayList<>();
    String where = null;
    for (int i = 0; i < words.size(); i++) {
      for (int j = Math.min(words.size(), i + MAX_WORDS) - 1; j >= i; j--) {
        String span = text.substring(words.get(i).start(), words.get(j).end());
        if (span.length() <= MAX_LENGTH && values.contains(Features.fold(span))) {
          where = where == null ? words.get(i).start() + "-" + words.get(j).end() : where;
          found.add(span);
          i = j;
        }
      }
    }
    return new Form.Guess(found, CONFIDENCE, where);
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
    return new KnownValues(changed, known);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form.write(architecture(), json);
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
    List<Set<String>> known = new ArrayList<>();
    for (JsonNode values : fields.array("known", count, count)) {
      if (!values.isArray() || values.size() > MAX_VALUES) {
        throw new ProgramRefused("a field must have an array of at most " + MAX_VALUES + " values");
      }
      Set<String> set = new HashSet<>();
      for (JsonNode value : values) {
        set.add(Fields.plain(value, "a value", MAX_LENGTH));
      }
      known.add(set);
    }
    fields.end();
    Tensors.none(tensors);
    return new KnownValues(form, known);
  }
}
