package dev.stillroom.host.routine.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small logs, made step by step; every step takes two seconds. */
final class MadeLog {

  private final List<LoggedEvent> events = new ArrayList<>();
  private long time = Instant.parse("2026-03-02T09:00:00Z").toEpochMilli();

  MadeLog step(String type, String host, String label) {
    return step(type, host, label, null);
  }

  /**
   * @param id the page's own name for it; null where it has none
   */
  MadeLog step(String type, String host, String label, String id) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("time", Instant.ofEpochMilli(time).toString()).put("type", type);
    json.put("url", "https://" + host + "/work");
    ObjectNode target = json.putObject("target").put("label", label);
    if (id != null) {
      target.put("id", id);
    }
    events.add(LogReader.event(json));
    time += 2_000;
    return this;
  }

  MadeLog pause(long millis) {
    time += millis;
    return this;
  }

  /** Clicks here and there, none of which comes often. */
  MadeLog noise(Random random, int count) {
    for (int i = 0; i < count; i++) {
      step(
          "click",
          "site" + random.nextInt(60) + ".example",
          "thing " + (char) ('a' + random.nextInt(26)));
    }
    return this;
  }

  List<LoggedEvent> events() {
    return events;
  }

  List<FoundRoutine> routines() {
    Discovery discovery = new Discovery((_, _) -> {});
    events.forEach(discovery::observe);
    return discovery.routines();
  }
}
