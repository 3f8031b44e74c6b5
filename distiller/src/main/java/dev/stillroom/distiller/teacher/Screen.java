package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.NeverFilled;
import dev.stillroom.runtime.form.Secrets;
import dev.stillroom.runtime.page.InputPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an input may be shown to a teacher. Who can be recognized is hidden behind a place-holder
 * that is put back into the answer; an input with a password, a code or a key is not shown at all.
 */
public final class Screen {

  /** The longest input that is shown, in characters. */
  static final int MOST_CHARACTERS = 12_000;

  private static final Pattern ACCOUNT =
      Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b");

  private static final Pattern MAIL =
      Pattern.compile("[\\w.+%-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+");

  private static final Pattern PHONE =
      Pattern.compile(
          "(?<![\\w./+-])(?:\\+\\d{1,3}[ ()/.-]{0,2}\\d[\\d ()/.-]{5,15}\\d"
              + "|\\(\\d{2,5}\\)[ /-]?\\d{3,}[ /.-]?\\d{2,}"
              + "|0\\d{1,4}[ /-]\\d{3,}(?:[ /-]?\\d{2,})*"
              + "|\\d{3}[-. ]\\d{3}[-. ]\\d{4})(?![\\w-])");

  /** A place-holder that breaks off. */
  private static final Pattern HALF = Pattern.compile("\\[[a-z]{0,7}(?:-\\d{0,3})?");

  private final List<Pattern> names;

  /** What becomes of an input. */
  public sealed interface Verdict permits Shown, Held {}

  /** It is not shown to anybody, in one word why. */
  public record Held(String why) implements Verdict {}

  /**
   * It is shown like this.
   *
   * @param members of the input
   * @param text all of it that is text, one value a line
   * @param hidden what stands behind each place-holder
   */
  public record Shown(ObjectNode members, String text, Map<String, String> hidden)
      implements Verdict {

    /** The text with what is behind the place-holders. */
    public String unmasked(String said) {
      String all = said;
      for (Map.Entry<String, String> one : hidden.entrySet()) {
        all = all.replace(one.getKey(), one.getValue());
      }
      return all;
    }
  }

  /** What of a text that is still coming can be shown: no half of a place-holder at its end. */
  static String withoutHalf(String said) {
    int open = said.lastIndexOf('[');
    return open >= 0 && HALF.matcher(said.substring(open)).matches()
        ? said.substring(0, open)
        : said;
  }

  /**
   * @param names that are hidden too: people, firms, whatever the person listed
   */
  public Screen(List<String> names) {
    this.names =
        names.stream()
            .filter(name -> !name.isBlank())
            .map(
                name ->
                    Pattern.compile(
                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(name.strip()) + "(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
            .toList();
  }

  /** Looks at one input. */
  public Verdict of(Input input) {
    ObjectNode members = input.members().deepCopy();
    if (InputPage.in(input)) {
      String text = InputPage.of(input).text();
      members.remove(List.of("html", InputPage.MEMBER));
      members.put("text", text);
    }
    members.remove("file");
    if (members.toString().length() > MOST_CHARACTERS) {
      return new Held("too long");
    }
    Map<String, String> hidden = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      if (NeverFilled.namesSecret(member.getKey())) {
        return new Held("secret");
      }
      JsonNode masked = masked(member.getValue(), hidden, text);
      if (masked == null) {
        return new Held("secret");
      }
      member.setValue(masked);
    }
    return new Shown(members, text.toString(), hidden);
  }

  /** A text of the person's that goes with others: null where it must not. */
  String shown(String text) {
    return Secrets.in(text) ? null : masked(text, new LinkedHashMap<>());
  }

  private JsonNode masked(JsonNode value, Map<String, String> hidden, StringBuilder text) {
    if (value.isTextual()) {
      if (Secrets.in(value.textValue())) {
        return null;
      }
      String masked = masked(value.textValue(), hidden);
      text.append(masked).append('\n');
      return com.fasterxml.jackson.databind.node.TextNode.valueOf(masked);
    }
    if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode masked = masked(array.get(i), hidden, text);
        if (masked == null) {
          return null;
        }
        array.set(i, masked);
      }
    } else if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        JsonNode masked =
            NeverFilled.namesSecret(member.getKey())
                ? null
                : masked(member.getValue(), hidden, text);
        if (masked == null) {
          return null;
        }
        member.setValue(masked);
      }
    } else if (!value.isNull()) {
      String masked = masked(value.asText(), hidden);
      text.append(masked).append('\n');
      return masked.equals(value.asText())
          ? value
          : com.fasterxml.jackson.databind.node.TextNode.valueOf(masked);
    }
    return value;
  }

  private String masked(String text, Map<String, String> hidden) {
    String masked = replaced(text, MAIL, "email", hidden);
    masked = replaced(masked, Secrets.CARD, "card", hidden);
    masked = replaced(masked, ACCOUNT, "account", hidden);
    masked = replaced(masked, PHONE, "phone", hidden);
    for (Pattern name : names) {
      masked = replaced(masked, name, "name", hidden);
    }
    return masked;
  }

  private static String replaced(
      String text, Pattern pattern, String kind, Map<String, String> hidden) {
    Matcher found = pattern.matcher(text);
    StringBuilder masked = new StringBuilder();
    while (found.find()) {
      String value = found.group();
      boolean isIt = !kind.equals("card") || Secrets.isCard(value);
      found.appendReplacement(
          masked, Matcher.quoteReplacement(isIt ? holder(kind, value, hidden) : value));
    }
    return found.appendTail(masked).toString();
  }

  /** The same value has the same place-holder. */
  private static String holder(String kind, String value, Map<String, String> hidden) {
    for (Map.Entry<String, String> known : hidden.entrySet()) {
      if (known.getValue().equals(value)) {
        return known.getKey();
      }
    }
    String holder = String.format(Locale.ROOT, "[%s-%d]", kind, hidden.size() + 1);
    hidden.put(holder, value);
    return holder;
  }
}
