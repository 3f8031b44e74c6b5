package dev.stillroom.host.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.host.protocol.ProtocolJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The person's switches and choices, each a JSON value under a name in the journal. */
public final class Settings {

  /** The allowed folders; missing until the person allowed another than the default one. */
  static final String FOLDERS = "folders";

  static final String WATCHED_SITES = "watchedSites";
  static final String PAUSED_SITES = "pausedSites";

  /** The names that no teacher is shown, where they stood before commands could read them. */
  public static final String HIDDEN_NAMES = "hiddenNames";

  static final String RECORDING_PAUSED = "recordingPaused";
  static final String STOPPED = "stopped";

  private final Journal journal;

  public Settings(Journal journal) {
    this.journal = journal;
  }

  public Optional<JsonNode> get(String name) {
    return journal
        .first("SELECT value FROM setting WHERE name = ?", row -> row.text(1), name)
        .map(text -> parse(name, text));
  }

  public void put(String name, JsonNode value) {
    journal.update(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value.toString());
  }

  public void remove(String name) {
    journal.update("DELETE FROM setting WHERE name = ?", name);
  }

  /** The folders the person allowed; empty when none was ever chosen. */
  public Optional<List<String>> folders() {
    return get(FOLDERS).map(Settings::strings);
  }

  public void folders(List<String> folders) {
    put(FOLDERS, array(folders));
  }

  /** The sites (hosts) on which nothing is recorded. */
  public List<String> pausedSites() {
    return get(PAUSED_SITES).map(Settings::strings).orElse(List.of());
  }

  public void pauseSite(String site, boolean paused) {
    TreeSet<String> sites = new TreeSet<>(pausedSites());
    String host = site.toLowerCase(Locale.ROOT);
    if (paused) {
      sites.add(host);
    } else {
      sites.remove(host);
    }
    put(PAUSED_SITES, array(sites));
  }

  /** Whether nothing is recorded on {@code site}, because it or a parent domain is paused. */
  public boolean sitePaused(String site) {
    return pausedSites().stream().anyMatch(p -> Sites.within(site, p));
  }

  /** The sites (hosts) on which page actions are recorded: those the person watches. */
  public List<String> watchedSites() {
    return get(WATCHED_SITES).map(Settings::strings).orElse(List.of());
  }

  public void watchSite(String site, boolean watched) {
    TreeSet<String> sites = new TreeSet<>(watchedSites());
    String host = site.toLowerCase(Locale.ROOT);
    if (watched) {
      sites.add(host);
    } else {
      sites.remove(host);
    }
    put(WATCHED_SITES, array(sites));
  }

  public boolean recordingPaused() {
    return flag(RECORDING_PAUSED);
  }

  public void recordingPaused(boolean paused) {
    flag(RECORDING_PAUSED, paused);
  }

  /** The one switch for everything: while on, nothing is predicted and nothing is applied. */
  public boolean stopped() {
    return flag(STOPPED);
  }

  public void stopped(boolean stopped) {
    flag(STOPPED, stopped);
  }

  /** A switch; off until it was set. */
  public boolean flag(String name) {
    return get(name).map(JsonNode::asBoolean).orElse(false);
  }

  public void flag(String name, boolean on) {
    put(name, BooleanNode.valueOf(on));
  }

  private static JsonNode parse(String name, String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new JournalFailure("the setting " + name + " is not JSON: " + text, e);
    }
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(element -> strings.add(element.asText()));
    return List.copyOf(strings);
  }

  private static ArrayNode array(Collection<String> strings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    strings.forEach(array::add);
    return array;
  }
}
