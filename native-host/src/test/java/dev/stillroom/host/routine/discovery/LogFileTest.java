package dev.stillroom.host.routine.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.runtime.example.BadExample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFileTest {

  private static final String GOOD = "{\"time\":\"2026-01-05T10:00:00Z\",\"type\":\"click\"}\n";

  private static List<LoggedEvent> read(String text) throws IOException, BadExample {
    List<LoggedEvent> events = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    new LogFile(new ByteArrayInputStream(bytes), "log.jsonl").each(events::add);
    return events;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[1, 2]",
        "{\"type\":\"click\"}",
        "{\"time\":\"yesterday\",\"type\":\"click\"}",
        "{\"time\":\"2026-01-05T10:00:00Z\"}",
        "{\"time\":\"2026-01-05T10:00:00Z\",\"type\":7}",
        "{\"time\":\"2026-01-05T10:00:00Z\",\"type\":\"click\",\"type\":\"copy\"}",
        "{\"time\":\"2026-01-05T10:00:00Z\",\"type\":\"\"}"
      })
  void aBadLineIsNamedByFileAndNumber(String line) {
    BadExample bad = assertThrows(BadExample.class, () -> read(GOOD + line + "\n" + GOOD));
    assertTrue(bad.getMessage().startsWith("log.jsonl:2: "), bad.getMessage());
    assertEquals(1, bad.getMessage().lines().count());
    assertTrue(bad.getMessage().length() < 700);
  }

  @Test
  void deepAndLongLinesAreRefusedNotRead() {
    String deep = "[".repeat(100_000);
    assertThrows(BadExample.class, () -> read(deep));
    String endless = "{\"time\":\"" + "x".repeat(LogFile.MAX_LINE);
    BadExample bad = assertThrows(BadExample.class, () -> read(endless));
    assertTrue(bad.getMessage().contains("longer than"), bad.getMessage());
  }

  @Test
  void anEmptyLogHasNoEventsAndBlankLinesMayEndOne() throws Exception {
    assertEquals(0, read("").size());
    assertEquals(2, read(GOOD + GOOD + "\n  \n").size());
    BadExample bad = assertThrows(BadExample.class, () -> read(GOOD + "\n" + GOOD));
    assertTrue(bad.getMessage().startsWith("log.jsonl:2: "), bad.getMessage());
  }

  @Test
  void whatIsKeptOfAnEventIsBounded() throws Exception {
    StringBuilder target = new StringBuilder("{\"label\":\"" + "x".repeat(100_000) + "\"");
    for (int i = 0; i < 5_000; i++) {
      target.append(",\"m").append(i).append("\":\"v\"");
    }
    String event =
        "{\"time\":\"2026-01-05T10:00:00Z\",\"type\":\"click\",\"url\":\"https://a.example/"
            + "y/".repeat(10_000)
            + "\",\"target\":"
            + target
            + "}}\n";
    LoggedEvent read = read(event).getFirst();
    assertTrue(read.traits().size() <= 40, "traits: " + read.traits().size());
    read.traits().forEach(t -> t.texts().forEach(s -> assertTrue(s.length() <= 130)));
  }

  @Test
  void valuesAreNotKept() throws Exception {
    String event =
        "{\"time\":\"2026-01-05T10:00:00Z\",\"type\":\"input\",\"value\":\"secret word\","
            + "\"url\":\"https://me:hidden@a.example/p?token=abc#frag\","
            + "\"target\":{\"label\":\"Name\",\"value\":\"secret word\"}}\n";
    String kept = read(event).getFirst().toString();
    for (String secret : List.of("secret", "hidden", "token", "abc", "frag")) {
      assertTrue(!kept.contains(secret), kept);
    }
  }

  @Test
  void occurrencesComeBackAsTheyWere() {
    OccurrenceLog log = new OccurrenceLog();
    List<long[]> given =
        List.of(
            new long[] {5, 6, 9},
            new long[] {3, 4_000_000_000L},
            new long[] {4_000_000_001L, 4_000_000_002L});
    given.forEach(lines -> log.found("r", lines));
    List<String> back = new ArrayList<>();
    log.of("r").forEach(lines -> back.add(Arrays.toString(lines)));
    assertEquals(given.stream().map(Arrays::toString).toList(), back);
  }
}
