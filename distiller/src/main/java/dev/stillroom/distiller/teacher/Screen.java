package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.NeverFilled;
import dev.stillroom.runtime.form.Secrets;
import dev.stillroom.runtime.page.InputPage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  /** Members that this program names itself, and so do not tell of anybody. */
  private static final Set<String> OWN = Set.of("text", "html", "url", "json", "prompt");

  private final List<Pattern> names;

  /** What is hidden in what goes with every input: the same has the same place-holder there. */
  private final Map<String, String> common = new LinkedHashMap<>();

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

  /**
   * The same with what goes with every input: what is hidden in it has one place-holder in all.
   *
   * @param always texts of the person's
   */
  Screen(List<String> names, List<String> always) {
    this(names);
    always.forEach(text -> masked(text, common));
  }

  /** What stands behind the place-holders that all inputs have in common. */
  Map<String, String> common() {
    return Collections.unmodifiableMap(common);
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
    Map<String, String> hidden = new LinkedHashMap<>(common);
    StringBuilder text = new StringBuilder();
    return masked(members, hidden, text, OWN) instanceof ObjectNode shown
        ? new Shown(shown, text.toString(), hidden)
        : new Held("secret");
  }

  /** A text of the person's that goes with every input: null where it must not. */
  String shown(String text) {
    return Secrets.in(text) ? null : masked(text, new LinkedHashMap<>(common));
  }

  /** The person's answer to an input, with the place-holders of that: null where it must not. */
  ObjectNode shown(ObjectNode answer, Shown input) {
    if (Secrets.in(answer.toString())) {
      return null;
    }
    Map<String, String> hidden = new LinkedHashMap<>(input.hidden());
    ObjectNode shown = answer.deepCopy();
    for (Map.Entry<String, JsonNode> member : shown.properties()) {
      JsonNode masked = masked(member.getValue(), hidden, new StringBuilder(), Set.of());
      if (masked == null) {
        return null;
      }
      member.setValue(masked);
    }
    return shown;
  }

  /**
   * @param known names of members that are shown as they are
   */
  private JsonNode masked(
      JsonNode value, Map<String, String> hidden, StringBuilder text, Set<String> known) {
    if (value.isTextual()) {
      if (Secrets.in(value.textValue())) {
        return null;
      }
      String masked = masked(value.textValue(), hidden);
      text.append(masked).append('\n');
      return TextNode.valueOf(masked);
    }
    if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode masked = masked(array.get(i), hidden, text, Set.of());
        if (masked == null) {
          return null;
        }
        array.set(i, masked);
      }
    } else if (value instanceof ObjectNode object) {
      return members(object, hidden, text, known);
    } else if (!value.isNull()) {
      String masked = masked(value.asText(), hidden);
      text.append(masked).append('\n');
      return masked.equals(value.asText()) ? value : TextNode.valueOf(masked);
    }
    return value;
  }

  /** An object of strangers may tell of somebody in the names of its members, too. */
  private ObjectNode members(
      ObjectNode object, Map<String, String> hidden, StringBuilder text, Set<String> known) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = member.getKey();
      boolean secret = NeverFilled.namesSecret(name) || Secrets.in(name);
      JsonNode masked = secret ? null : masked(member.getValue(), hidden, text, Set.of());
      if (masked == null) {
        return null;
      }
      shown.set(known.contains(name) ? name : masked(name, hidden), masked);
    }
    return shown;
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
