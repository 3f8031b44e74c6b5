package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DetectCommandTest {

  private static final List<String> ORDER =
      List.of("click New order", "input Customer", "input Amount", "submit Save order");

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** So many orders, a click somewhere else after each. */
  private Path orders(int times) throws Exception {
    StringBuilder lines = new StringBuilder();
    Instant time = Instant.parse("2026-03-02T09:00:00Z");
    for (int i = 0; i < times; i++) {
      for (String step : ORDER) {
        String[] said = step.split(" ", 2);
        lines.append(line(time, said[0], "desk.example", said[1]));
        time = time.plusSeconds(5);
      }
      lines.append(line(time, "click", "news" + i + ".example", "Story"));
      time = time.plusSeconds(20);
    }
    return Files.writeString(directory.resolve("events.jsonl"), lines);
  }

  private static String line(Instant time, String type, String host, String label) {
    return "{\"time\":\"%s\",\"type\":\"%s\",\"url\":\"https://%s/\",\"target\":{\"label\":\"%s\"}}\n"
        .formatted(time, type, host, label);
  }

  private int run(Object... arguments) throws Exception {
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Printer printer = new Printer(to, errors, false);
    DetectCommand command = new DetectCommand(printer);
    new CommandLine(command)
        .parseArgs(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    int status = command.call();
    printer.flush();
    return status;
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aRoutineIsPrintedWithItsNameAndReason() throws Exception {
    assertEquals(0, run(orders(6)));
    assertTrue(printed().contains("Submit Save order on desk.example"), printed());
    assertTrue(printed().contains("done 6 times"), printed());
  }

  @Test
  void jsonNamesEveryOccurrenceByItsLines() throws Exception {
    assertEquals(0, run(orders(6), "--json"));
    assertEquals(1, printed().lines().count(), "one object and nothing else");
    JsonNode all = new ObjectMapper().readTree(printed());
    assertEquals(30, all.path("events").asInt());
    JsonNode routine = all.path("routines").path(0);
    assertEquals("Submit Save order on desk.example", routine.path("name").asText());
    assertEquals(4, routine.path("pattern").size());
    assertEquals(6, routine.path("support").asInt());
    assertEquals(6, routine.path("occurrences").size());
    assertTrue(routine.path("simple").asBoolean());
    assertEquals("routine", routine.path("kind").asText());
    JsonNode second = routine.path("occurrences").path(1);
    assertEquals(5, second.path("start").asInt());
    assertEquals(8, second.path("end").asInt());
    assertEquals("[5,6,7,8]", second.path("events").toString());
    assertEquals("[[0,3],[5,8],[10,13],[15,18],[20,23],[25,28]]", all.path("segments").toString());
    assertTrue(all.path("seconds").isNumber());
    assertTrue(all.path("peakMemoryBytes").isNumber());
  }

  @Test
  void whatComesBackTooRarelyIsSaidNotToBeOne() throws Exception {
    assertEquals(0, run(orders(2)));
    assertTrue(printed().contains("Nothing comes back"), printed());
  }

  @Test
  void aMissingFileAndABadLineAreNamed() throws Exception {
    Path missing = directory.resolve("none.jsonl");
    CommandFailure none = assertThrows(CommandFailure.class, () -> run(missing));
    assertTrue(none.getMessage().contains("none.jsonl"), none.getMessage());
    Path bad = Files.writeString(directory.resolve("bad.jsonl"), "nonsense\n");
    CommandFailure failure = assertThrows(CommandFailure.class, () -> run(bad));
    assertTrue(failure.getMessage().startsWith(bad + ":1: "), failure.getMessage());
  }
}
