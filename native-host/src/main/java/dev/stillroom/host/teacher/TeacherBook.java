package dev.stillroom.host.teacher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The teachers that the person added, by name; their keys are elsewhere. */
public final class TeacherBook {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 60;

  private final Path file;
  private final KeyPlace keys;
  private final KeyFile keyFile;

  /**
   * One teacher.
   *
   * @param protocol "openai" or "anthropic"; null to tell by the address
   * @param priceIn of a million tokens that are sent, in the person's money; null where not known
   * @param priceOut of a million tokens of answers
   */
  public record Entry(
      String name,
      String url,
      String model,
      String protocol,
      boolean hasKey,
      Double priceIn,
      Double priceOut) {

    public Entry(String name, String url, String model, String protocol, boolean hasKey) {
      this(name, url, model, protocol, hasKey, null, null);
    }

    /** Whether it is on this machine: a file, or an address that goes no further. */
    public boolean here() {
      return isHere(url);
    }

    /** Where it is, as the ledger names it. */
    public String host() {
      return url.endsWith(".gguf") ? "this machine" : String.valueOf(URI.create(url).getHost());
    }
  }

  /** Whether an address goes no further than this machine. */
  public static boolean isHere(String url) {
    return url.endsWith(".gguf")
        || url.matches("https?://(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])([:/].*)?");
  }

  private TeacherBook(Path directory, Optional<KeyPlace> keyring) {
    this.file = directory.resolve("teachers.json");
    this.keyFile = new KeyFile(directory.resolve("keys"));
    this.keys = keyring.orElse(keyFile);
  }

  /** The book of a home, with this session's keyring. */
  public static TeacherBook of(Home home) {
    return new TeacherBook(home.teacher(), Keyrings.find());
  }

  /** The same without a keyring. */
  public static TeacherBook withFile(Home home) {
    return new TeacherBook(home.teacher(), Optional.empty());
  }

  /** Where a new key would be kept. */
  public String keyPlace() {
    return keys.name();
  }

  /** Whether a name may be given: it must not look like an address or a file. */
  public static boolean isName(String name) {
    return name.length() <= LONGEST_NAME
        && name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]*")
        && !name.equals("none");
  }

  /**
   * Adds a teacher or replaces the one of that name.
   *
   * @param key null where it needs none
   */
  public void add(Entry entry, String key) throws IOException {
    OwnFile.changing(
        file,
        () -> {
          put(entry, key);
          return null;
        });
  }

  private void put(Entry entry, String key) throws IOException {
    if (key == null) {
      forgetKey(entry.name());
    } else {
      keys.put(entry.name(), key);
    }
    ObjectNode all = read();
    all.putObject(entry.name())
        .put("url", entry.url())
        .put("model", entry.model())
        .put("protocol", entry.protocol())
        .put("key", key != null)
        .put("priceIn", entry.priceIn())
        .put("priceOut", entry.priceOut());
    OwnFile.replace(file, all + "\n");
  }

  public List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : read().properties()) {
      entries.add(entry(one.getKey(), one.getValue()));
    }
    return entries;
  }

  public Optional<Entry> find(String name) throws IOException {
    JsonNode entry = read().path(name);
    return entry.isObject() ? Optional.of(entry(name, entry)) : Optional.empty();
  }

  private static Entry entry(String name, JsonNode json) {
    return new Entry(
        name,
        json.path("url").asText(),
        json.path("model").asText(null),
        json.path("protocol").asText(null),
        json.path("key").asBoolean(),
        price(json.path("priceIn")),
        price(json.path("priceOut")));
  }

  private static Double price(JsonNode price) {
    return price.isNumber() ? price.doubleValue() : null;
  }

  /** The key of a teacher that has one. */
  public Optional<String> key(Entry entry) throws IOException {
    if (!entry.hasKey()) {
      return Optional.empty();
    }
    Optional<String> kept = keys.get(entry.name());
    // It may have been added when there was no keyring.
    return kept.isPresent() ? kept : keyFile.get(entry.name());
  }

  /** Removes a teacher and its key; false where there is none of that name. */
  public boolean remove(String name) throws IOException {
    return Files.exists(file) && OwnFile.changing(file, () -> taken(name));
  }

  private boolean taken(String name) throws IOException {
    ObjectNode all = read();
    if (all.remove(name) == null) {
      return false;
    }
    forgetKey(name);
    OwnFile.replace(file, all + "\n");
    return true;
  }

  private void forgetKey(String name) throws IOException {
    keyFile.remove(name);
    if (keys != keyFile) {
      keys.remove(name);
    }
  }

  private ObjectNode read() throws IOException {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      if (JSON.readTree(Files.readString(file)) instanceof ObjectNode all) {
        return all;
      }
    } catch (JsonProcessingException damaged) {
      // Said below.
    }
    throw new IOException(
        "the list of teachers " + file + " is damaged: delete it, add them again");
  }
}
