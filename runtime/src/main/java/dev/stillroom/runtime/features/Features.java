package dev.stillroom.runtime.features;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.Input;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the features of an input: each member qualified by its name, strings as values and as
 * texts, numbers, booleans, arrays by element. A member that is null or not there is a missing one.
 * What stands here is versioned, since a packed student sees the world through it.
 */
public final class Features {

  /** Raised with every change of what an input's features are. */
  public static final int VERSION = 3;

  /** Strings up to this length, in characters, are also values a rule can test. */
  static final int MAX_VALUE = 200;

  /** What is read of a text, in characters, so that one prediction has a bound in time. */
  static final int MAX_TEXT = 20_000;

  private static final int MAX_LEAVES = 1_000;

  private Features() {}

  public static List<Feature> of(Input input) {
    List<Feature> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : input.members().properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      switch (name) {
        case "text" -> text(name, value, found);
        case "html" -> text(name, withoutTags(value), found);
        case "url" -> url(value, found);
        case "file" -> file(value, found);
        default -> named(name, value, found);
      }
    }
    return found;
  }

  private static void text(String name, JsonNode value, List<Feature> found) {
    if (value.isTextual()) {
      text(name, value.textValue(), found);
    }
  }

  private static void text(String name, String value, List<Feature> found) {
    String cut = value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) : value;
    if (!cut.isBlank()) {
      found.add(new Feature.Text(name, cut));
    }
  }

  private static void url(JsonNode value, List<Feature> found) {
    if (!value.isTextual()) {
      return;
    }
    try {
      URI uri = new URI(value.textValue());
      if (uri.getHost() != null) {
        found.add(new Feature.Nominal("url.host", fold(uri.getHost())));
      }
      if (uri.getPath() != null) {
        text("url.path", uri.getPath(), found);
      }
    } catch (URISyntaxException odd) {
      text("url", value.textValue(), found);
    }
  }

  private static void file(JsonNode value, List<Feature> found) {
    if (!value.isTextual()) {
      return;
    }
    String path = value.textValue();
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int dot = name.lastIndexOf('.');
    if (dot > 0) {
      found.add(new Feature.Nominal("file.extension", fold(name.substring(dot + 1))));
    }
    text("file.name", name, found);
  }

  private static void named(String name, JsonNode value, List<Feature> found) {
    if (found.size() >= MAX_LEAVES) {
      return;
    }
    if (value.isTextual()) {
      String text = value.textValue();
      if (text.length() <= MAX_VALUE && !text.isBlank()) {
        found.add(new Feature.Nominal(name, fold(text)));
      }
      text(name, text, found);
    } else if (value.isNumber()) {
      if (Double.isFinite(value.doubleValue())) {
        found.add(new Feature.Amount(name, value.doubleValue()));
      }
    } else if (value.isBoolean()) {
      found.add(new Feature.Nominal(name, value.asText()));
    } else if (value.isArray()) {
      for (JsonNode element : value) {
        named(name, element, found);
      }
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        named(name + "." + member.getKey(), member.getValue(), found);
      }
    }
  }

  /** The form in which values are compared: lower case, single spaces, only whole characters. */
  public static String fold(String value) {
    StringBuilder folded = new StringBuilder(value.length());
    boolean space = false;
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isISOControl(c) || Character.isSpaceChar(c)) {
        space = !folded.isEmpty();
        continue;
      }
      if (space) {
        folded.append(' ');
        space = false;
      }
      folded.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c);
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  /** A rough reading of a page; a page's structure is another kind's business. */
  private static String withoutTags(JsonNode html) {
    if (!html.isTextual()) {
      return "";
    }
    String page = html.textValue();
    StringBuilder text = new StringBuilder();
    boolean inTag = false;
    for (int i = 0; i < page.length() && text.length() < MAX_TEXT; i++) {
      char c = page.charAt(i);
      if (c == '<') {
        inTag = true;
        text.append(' ');
      } else if (c == '>' && inTag) {
        inTag = false;
      } else if (!inTag) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
