package dev.stillroom.host.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Nullable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * What a download looks like to a student that learns where it goes: its name in words and as a
 * shape, where it came from, what it is. Numbers are of one file only and stand as their lengths,
 * so that the invoice of March looks like that of February.
 */
public final class FilingInput {

  private static final int LONGEST = 200;

  private FilingInput() {}

  /**
   * The INPUT of a new download.
   *
   * @param input that of {@link Downloads#input}
   */
  static ObjectNode of(Event.Download event, ObjectNode input) {
    String page = event.referrer() != null ? event.referrer() : event.pageUrl();
    ObjectNode filing = of(input);
    filing.put("pagePath", words(path(page)));
    filing.put("linkPath", words(folder(path(event.finalUrl()))));
    return filing;
  }

  /** The same of a download of which no more is known than its other input. */
  public static ObjectNode of(ObjectNode input) {
    String name = input.path("name").asText();
    String extension = input.path("extension").textValue();
    String stem = extension == null ? name : name.substring(0, name.length() - extension.length());
    String host = input.path("host").textValue();
    ObjectNode filing = JsonNodeFactory.instance.objectNode();
    filing.put("host", host);
    filing.put("name", words(stem));
    filing.put("shape", shape(stem));
    filing.put("extension", extension);
    filing.put("site", site(host));
    filing.put("contentHost", input.path("contentHost").textValue());
    filing.put("title", words(input.path("title").textValue()));
    filing.put("mime", input.path("mime").textValue());
    filing.set("bytes", input.path("bytes"));
    return filing;
  }

  /** What was found inside the file, beside what was known of it before. */
  static void add(ObjectNode filing, Inside inside) {
    if (inside.type() != null) {
      filing.put("mime", inside.type()); // Servers say what they like.
    }
    filing.put("picture", inside.picture());
    filing.put("words", words(inside.words()));
  }

  /** Words in lower case; a run of digits is as many nines, a long hexadecimal one an x. */
  static @Nullable String words(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String words =
        cut.replaceAll(" \\(\\d{1,4}\\)(?=\\.?$)", "")
            .replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ")
            .replaceAll(
                "(?i)(?<![\\p{L}\\p{N}])(?=[0-9a-f-]*\\d)[0-9a-f-]{8,}(?![\\p{L}\\p{N}])", " x ")
            .replaceAll("\\d", "9")
            .replaceAll("[^\\p{L}\\p{N}]+", " ")
            .replaceAll("(?<=\\p{L})(?=9)|(?<=9)(?=\\p{L})", " ")
            .strip();
    return words.isEmpty() ? null : words.toLowerCase(Locale.ROOT);
  }

  /** How a name is built: {@code Invoice-2024_03} is {@code a-9999_99}. */
  static String shape(String stem) {
    String cut = stem.length() > LONGEST ? stem.substring(0, LONGEST) : stem;
    return cut.replaceAll(" \\(\\d{1,4}\\)(?=\\.?$)", "")
        .replaceAll("\\p{L}+", "a")
        .replaceAll("\\p{N}", "9")
        .replaceAll("9{7,}", "9+");
  }

  /** The last two parts of a host's name: what several hosts of one site have in common. */
  private static @Nullable String site(@Nullable String host) {
    if (host == null) {
      return null;
    }
    String[] parts = host.split("\\.");
    return parts.length <= 2 ? host : parts[parts.length - 2] + "." + parts[parts.length - 1];
  }

  private static @Nullable String path(@Nullable String url) {
    if (url == null) {
      return null;
    }
    try {
      return new URI(url).getPath();
    } catch (URISyntaxException odd) {
      return null;
    }
  }

  private static @Nullable String folder(@Nullable String path) {
    return path == null ? null : path.substring(0, path.lastIndexOf('/') + 1);
  }
}
