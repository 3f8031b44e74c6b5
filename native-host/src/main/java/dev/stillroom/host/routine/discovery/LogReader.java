package dev.stillroom.host.routine.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Makes an event of one JSON object of a log, bounded in everything that is kept of it. */
public final class LogReader {

  private static final int MAX_TRAITS = 24;
  private static final int MAX_SEGMENTS = 6;
  private static final int MAX_TYPE = 40;

  /** Longer texts are contents, not descriptions. */
  private static final int MAX_CONTEXT = 200;

  /** Members that hold what was typed, copied or shown, or when and in which order. */
  private static final Set<String> DATA =
      Set.of(
          "value",
          "checked",
          "selected",
          "href",
          "src",
          "time",
          "session",
          "title",
          "referrer",
          "url",
          "type",
          "target",
          "file",
          "index",
          "position",
          "nth",
          "count",
          "id_event",
          "seq");

  /** What a page calls a thing for itself; who has a label is known by that. */
  private static final Set<String> OWN =
      Set.of("id", "name", "class", "path", "xpath", "selector", "css");

  private LogReader() {}

  /**
   * @throws IllegalArgumentException whose message is one line that says what is wrong
   */
  public static LoggedEvent event(JsonNode json) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("an event must be an object with \"time\" and \"type\"");
    }
    String type = json.path("type").asText("").strip().toLowerCase(Locale.ROOT);
    if (!json.path("type").isTextual() || type.isEmpty() || type.length() > MAX_TYPE) {
      throw new IllegalArgumentException(
          "\"type\" must be a word of at most " + MAX_TYPE + " characters, such as \"click\"");
    }
    List<Trait> traits = new ArrayList<>();
    traits.add(Trait.exact("type", type));
    text(json.path("app"), app -> traits.add(Trait.exact("app", app)));
    String url = json.path("url").asText("");
    String host = url.isEmpty() ? "" : host(url);
    if (!host.isEmpty()) {
      traits.add(Trait.exact("host", host));
    }
    long slot = Hash.of(0, type, json.path("app").asText(""), host);
    if (!url.isEmpty()) {
      path(url, slot, traits);
    }
    JsonNode target = json.path("target");
    boolean named = target.has("label") || target.has("name") || target.has("id");
    String label = target.path("label").asText("").strip();
    long labelled = Hash.of(slot, target.path("role").asText(""), label);
    for (Map.Entry<String, JsonNode> member : target.properties()) {
      String name = member.getKey();
      if (!(named && name.equals("path"))) {
        boolean own = !label.isEmpty() && OWN.contains(name);
        context(name, member.getValue(), own ? labelled : slot, own, traits);
      }
    }
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      if (!member.getKey().equals("app") && member.getValue().isTextual()) {
        context(member.getKey(), member.getValue(), slot, false, traits);
      }
    }
    text(json.path("file").path("name"), name -> traits.add(Trait.file("file", slot, name)));
    if (type.equals("prompt")) {
      text(json.path("value"), asked -> traits.add(Trait.prompt("prompt", slot, asked)));
    }
    return new LoggedEvent(time(json.path("time")), type, List.copyOf(traits));
  }

  private static void context(
      String name, JsonNode value, long slot, boolean own, List<Trait> traits) {
    boolean fits = value.isTextual() || value.isIntegralNumber();
    if (fits && !DATA.contains(name) && traits.size() < MAX_TRAITS) {
      String said = value.asText();
      if (!said.isBlank() && said.length() <= MAX_CONTEXT) {
        String spaced = said.strip();
        traits.add(
            own
                ? Trait.own(name, slot, spaced)
                : name.equals("file")
                    ? Trait.file(name, slot, spaced)
                    : Trait.learned(name, slot, spaced));
      }
    }
  }

  private static void text(JsonNode value, Consumer<String> then) {
    if (value.isTextual() && !value.textValue().isBlank()) {
      then.accept(value.textValue().strip());
    }
  }

  private static long time(JsonNode time) {
    try {
      if (time.isTextual()) {
        return OffsetDateTime.parse(time.textValue()).toInstant().toEpochMilli();
      }
    } catch (DateTimeParseException | ArithmeticException wrong) {
      // Said below, with the value.
    }
    String said = time.isMissingNode() ? "there is none" : time.toString();
    throw new IllegalArgumentException(
        "\"time\" must be like \"2026-01-31T12:00:00Z\": "
            + (said.length() > 60 ? said.substring(0, 60) + "…" : said));
  }

  private static int afterScheme(String url) {
    int scheme = url.indexOf("://");
    return scheme < 0 || scheme > 20 ? 0 : scheme + 3;
  }

  private static String host(String url) {
    int from = afterScheme(url);
    int to = from;
    while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
      to++;
    }
    String host = url.substring(Math.max(from, url.lastIndexOf('@', to - 1) + 1), to);
    return host.toLowerCase(Locale.ROOT);
  }

  private static void path(String url, long slot, List<Trait> traits) {
    int from = url.indexOf('/', afterScheme(url));
    if (from < 0) {
      return;
    }
    int to = from;
    while (to < url.length() && "?#".indexOf(url.charAt(to)) < 0) {
      to++;
    }
    String[] segments = url.substring(from + 1, to).split("/", MAX_SEGMENTS + 1);
    for (int i = 0; i < Math.min(MAX_SEGMENTS, segments.length); i++) {
      if (!segments[i].isEmpty()) {
        traits.add(Trait.learned("path" + i, slot, segments[i]));
      }
    }
  }
}
