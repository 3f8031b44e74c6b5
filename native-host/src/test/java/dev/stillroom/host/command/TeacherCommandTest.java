package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.runtime.ledger.Ledger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TeacherCommandTest {

  private static final String KEY = "sk-typed-in-0123456789";

  @TempDir private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Printer printer =
      new Printer(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(out, true, StandardCharsets.UTF_8),
          false);

  private int run(String typed, String... words) {
    TeacherCommand command =
        new TeacherCommand(
            printer, new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--home", home + "")).toArray(String[]::new);
    CommandLine line = new CommandLine(command);
    line.setExecutionExceptionHandler(
        (failure, one, two) -> {
          printer.error(failure.getMessage());
          return 1;
        });
    return line.execute(all);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTeacherIsAddedListedAndRemovedAndItsKeyNeverShown() throws IOException {
    assertEquals(
        0, run(KEY + "\n", "add", "cloud", "--url", "https://a.example/v1", "--model", "big"));
    assertEquals(0, run("", "list"));
    assertTrue(printed().contains("https://a.example/v1  big    yes"), printed());
    assertEquals(0, run("", "list", "--json"));
    assertTrue(printed().contains("\"hasKey\":true"), printed());
    assertEquals(0, run("", "remove", "cloud"));
    assertEquals(1, run("", "remove", "cloud"));
    assertFalse(printed().contains(KEY));
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains(KEY), file::toString);
      }
    }
  }

  @Test
  void theLedgerIsShownByMonthAndTask() throws IOException {
    Ledger ledger = new Ledger(home.resolve("teacher"));
    for (int i = 0; i < 3; i++) {
      Ledger.Sent sent =
          new Ledger.Sent(
              Instant.parse("2026-0" + (1 + i / 2) + "-05T00:00:00Z"),
              "a.example",
              "m",
              true,
              10,
              "t");
      ledger.sent(sent);
      ledger.used(sent, 5, 1, 0.25);
    }
    assertEquals(0, run("", "ledger"));
    assertTrue(
        printed().contains("2026-01  a.example  m      t     2      12      0.5000  20"),
        printed());
    assertTrue(printed().contains("2026-02"), printed());
  }

  @Test
  void everyRequestIsShownWhetherItLeftTheMachineOrNot() throws IOException {
    assertEquals(0, run("", "ledger", "--each"));
    assertTrue(printed().contains("nothing was ever sent"), printed());
    out.reset();
    Ledger ledger = new Ledger(home.resolve("teacher"));
    for (int day = 1; day <= 2; day++) {
      ledger.sent(
          new Ledger.Sent(
              Instant.parse("2026-01-0" + day + "T00:00:00Z"),
              day == 1 ? "a.example" : "127.0.0.1",
              "m",
              day == 1,
              day * 10,
              "t"));
    }
    assertEquals(0, run("", "ledger", "--each", "--json"));
    JsonNode requests = ProtocolJson.MAPPER.readTree(printed()).path("requests");
    assertEquals(2, requests.size());
    assertEquals("127.0.0.1", requests.at("/0/to").asText());
    assertFalse(requests.at("/0/left").asBoolean());
    assertEquals(10, requests.at("/1/bytes").asInt());
  }

  @Test
  void aMonthlyBudgetIsSetPrintedAndTakenAway() throws IOException {
    assertEquals(0, run("", "budget"));
    assertTrue(printed().contains("no limit"), printed());
    assertEquals(0, run("", "budget", "2.50"));
    assertTrue(printed().contains("at most 2.50"), printed());
    assertEquals(2, run("", "budget", "much"));
    assertEquals(0, run("", "budget", "none"));
    assertFalse(Files.exists(home.resolve("teacher/budget.json")));
    assertEquals(2, run("", "add", "a", "--url", "https://a", "--model", "m", "--price", "2"));
    assertEquals(0, run("", "add", "a", "--url", "https://a", "--model", "m", "--price", "2/8"));
    assertTrue(Files.readString(home.resolve("teacher/teachers.json")).contains("\"priceOut\":8"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "with\nline", "schlüssel"})
  void whatIsNoKeyIsRefusedWithoutShowingIt(String typed) {
    assertEquals(1, run(typed, "add", "cloud", "--url", "https://a.example/v1", "--model", "m"));
    assertFalse(printed().contains(typed), printed());
    assertFalse(Files.exists(home.resolve("teacher")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://user:key@a.example/v1", "ftp://a.example", "a.example"})
  void anAddressWithAKeyInItIsWrongUsage(String url) {
    assertEquals(2, run("", "add", "cloud", "--url", url, "--model", "m"));
  }
}
