package dev.stillroom.runtime.student.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import java.util.List;
import java.util.TreeSet;

/**
 * What kinds of characters a column was seen with: digits are {@code 0}, letters {@code a}, spaces
 * one space, other characters themselves. An input that lacks what all had, or has what none had,
 * has none of the shapes seen.
 *
 * @param bare whether there was one without a letter or digit
 * @param tidy whether none had white space that nobody sees, or digits of another script
 * @param small whether all that had letters had small ones
 */
public record Shape(String always, String ever, boolean bare, boolean tidy, boolean small) {

  private static final int MAX = 400;

  public static Shape of(List<String> values) {
    TreeSet<Character> always = null;
    TreeSet<Character> ever = new TreeSet<>();
    for (String value : values) {
      TreeSet<Character> kinds = kinds(value);
      ever.addAll(kinds);
      if (always == null) {
        always = kinds;
      } else {
        always.retainAll(kinds);
      }
    }
    boolean bare = values.stream().map(Shape::kinds).anyMatch(Shape::isBare);
    return new Shape(
        text(always == null ? new TreeSet<>() : always),
        text(ever),
        bare,
        values.stream().allMatch(value -> Tidy.of(value).equals(value)),
        values.stream().noneMatch(Shape::shouts));
  }

  /** Whether there are large letters and no small ones. */
  private static boolean shouts(String value) {
    return value.chars().anyMatch(Character::isUpperCase)
        && value.chars().noneMatch(Character::isLowerCase);
  }

  /** The text as those that were seen: tidy where they all were. */
  public String like(String value) {
    return tidy ? Tidy.of(value) : value;
  }

  /** How many kinds of characters that all had it has not. */
  public int lacking(String value) {
    TreeSet<Character> kinds = kinds(value);
    return (int) always.chars().filter(kind -> !kinds.contains((char) kind)).count();
  }

  /** Whether it has neither a letter nor a digit, where all had one. */
  public boolean isBlank(String value) {
    return !bare && isBare(kinds(value));
  }

  private static boolean isBare(TreeSet<Character> kinds) {
    return !kinds.contains('0') && !kinds.contains('a');
  }

  public boolean holds(String value) {
    if (small && shouts(value)) {
      return false;
    }
    TreeSet<Character> kinds = kinds(value);
    for (int i = 0; i < always.length(); i++) {
      if (!kinds.contains(always.charAt(i))) {
        return false;
      }
    }
    for (char kind : kinds) {
      if (ever.indexOf(kind) < 0) {
        return false;
      }
    }
    return true;
  }

  private void write(ObjectNode json) {
    json.put("always", always).put("ever", ever).put("bare", bare ? 1 : 0);
    json.put("tidy", tidy ? 1 : 0).put("small", small ? 1 : 0);
  }

  public ObjectNode write(ObjectNode json, String column) {
    json.put("column", column);
    write(json);
    return json;
  }

  public static Shape read(Fields fields) throws ProgramRefused {
    return new Shape(
        fields.string("always", MAX),
        fields.string("ever", MAX),
        fields.integer("bare", 0, 1) == 1,
        // Packs of the first versions say less of what was seen.
        fields.has("tidy") && fields.integer("tidy", 0, 1) == 1,
        fields.has("small") && fields.integer("small", 0, 1) == 1);
  }

  private static TreeSet<Character> kinds(String value) {
    TreeSet<Character> kinds = new TreeSet<>();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isPoint(value, i)) {
        continue;
      }
      char kind =
          Token.Chars.DIGITS.holds(c)
              ? '0'
              : Token.Chars.LETTERS.holds(c) ? 'a' : Token.Chars.SPACE.holds(c) ? ' ' : c;
      if (!Character.isISOControl(kind) && !Character.isSurrogate(kind)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /** The one point or comma of a number: numbers are of one kind with it and without. */
  private static boolean isPoint(String value, int at) {
    char c = value.charAt(at);
    if (c != '.' && c != ',') {
      return false;
    }
    int from = at;
    while (from > 0 && isOfNumber(value.charAt(from - 1))) {
      from--;
    }
    int to = at + 1;
    while (to < value.length() && isOfNumber(value.charAt(to))) {
      to++;
    }
    return from < at
        && to > at + 1
        && value.substring(from, to).chars().filter(k -> k == '.' || k == ',').count() == 1;
  }

  private static boolean isOfNumber(char c) {
    return Character.isDigit(c) || c == '.' || c == ',';
  }

  private static String text(TreeSet<Character> kinds) {
    StringBuilder text = new StringBuilder();
    kinds.stream().limit(MAX).forEach(text::append);
    return text.toString();
  }
}
