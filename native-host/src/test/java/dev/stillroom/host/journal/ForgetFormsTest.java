package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was filled into forms, and what was learned of it, is nowhere once it is forgotten. */
class ForgetFormsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  /** A value in each place that holds some, of the mails' site and of no other. */
  private static final List<String> VALUES =
      List.of(
          "value-of-form",
          "value-of-correction",
          "value-of-page-shown",
          "value-of-field-shown",
          "value-of-cell",
          "value-of-log",
          "value-of-column",
          "value-of-audit",
          "value-of-card");

  @TempDir Path home;
  private Journal journal;
  private Forget forget;

  @BeforeEach
  void open() {
    journal = Journal.open(home.resolve("journal.db"));
    forget = new Forget(journal, Clock.fixed(NOW, ZoneOffset.UTC));
    filled("mail.example", "office.example", "", NOW);
    filled("shop.example", "ledger.example", "other-", NOW.minusSeconds(3_600));
    for (String value : VALUES) {
      assertTrue(!tablesWith(value).isEmpty() && isInAFile(value), value);
      assertFalse(tablesWith("other-" + value).isEmpty(), value);
    }
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void forgettingTheSiteOfTheFormTakesEveryValue() {
    forget.site("office.example");
    nothingIsLeftAndTheOthersStay();
    nowhere("office.example");
  }

  @Test
  void forgettingTheSiteOfTheSourceTakesEveryValueThatCameFromIt() {
    forget.site("mail.example");
    // A table is the person's own document, and came from no site.
    nowhere("value-of-form", "value-of-correction", "value-of-page-shown", "value-of-field-shown");
    nowhere("mail.example");
    assertFalse(tablesWith("value-of-cell").isEmpty());
  }

  @Test
  void forgettingATimeTakesEveryValueOfIt() {
    forget.since(NOW.minusSeconds(60));
    nothingIsLeftAndTheOthersStay();
  }

  @Test
  void forgettingTheTaskTakesWhatItWasLearnedFromAndWhatItFilled() {
    forget.task("fill-");
    nowhere(
        "value-of-form",
        "value-of-correction",
        "value-of-page-shown",
        "value-of-field-shown",
        "value-of-audit",
        "value-of-card");
    assertFalse(tablesWith("value-of-cell").isEmpty(), "what was done without it stays");
  }

  @Test
  void forgettingEverythingLeavesNoRowButSwitches() {
    forget.everything();
    for (String table : tables()) {
      if (!Set.of("setting", "sqlite_sequence", "schema_version", "migration", "forgotten")
          .contains(table)) {
        assertEquals(0, journal.count("SELECT count(*) FROM " + table), table);
      }
    }
    for (String value : VALUES) {
      nowhere(value);
      nowhere("other-" + value);
    }
  }

  private void nothingIsLeftAndTheOthersStay() {
    for (String value : VALUES) {
      nowhereButAs("other-", value);
      assertFalse(tablesWith("other-" + value).isEmpty(), "the other " + value);
    }
  }

  private void nowhere(String... texts) {
    for (String text : texts) {
      nowhereButAs("other-", text);
    }
  }

  private void nowhereButAs(String prefix, String text) {
    assertEquals(List.of(), tablesWith(text), text);
    if (!text.startsWith("value-of")) {
      assertFalse(isInAFile(text), text);
      return;
    }
    for (String content : contents()) {
      assertFalse(content.replace(prefix + text, "").contains(text), text + " is in a file");
    }
  }

  /** Tables that hold a text in any column, but as the end of another one's name. */
  private List<String> tablesWith(String text) {
    List<String> found = new ArrayList<>();
    for (String table : tables()) {
      for (String column :
          journal.query("SELECT name FROM pragma_table_info(?)", row -> row.text(1), table)) {
        boolean holds =
            journal
                .query(
                    "SELECT CAST("
                        + column
                        + " AS TEXT) FROM "
                        + table
                        + " WHERE "
                        + column
                        + " IS NOT NULL",
                    row -> row.text(1))
                .stream()
                .map(cell -> text.startsWith("other-") ? cell : cell.replace("other-" + text, ""))
                .anyMatch(cell -> cell.contains(text));
        if (holds) {
          found.add(table + "." + column);
        }
      }
    }
    return found;
  }

  private List<String> tables() {
    return journal.query("SELECT name FROM sqlite_master WHERE type = 'table'", row -> row.text(1));
  }

  private boolean isInAFile(String text) {
    return contents().stream().anyMatch(content -> content.contains(text));
  }

  /** Of the journal and its log, as they stand. */
  private List<String> contents() {
    try (Stream<Path> files = Files.walk(home)) {
      List<String> contents = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      return contents;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A mail's values went into a form by a learned flow, with a correction; and a table's did. */
  private void filled(String from, String into, String mark, Instant time) {
    long at = time.toEpochMilli();
    String task = mark + "fill-";
    String source = from + "/inbox/*";
    String place = into + "/new";
    journal.update(
        "INSERT INTO task (id, deed, act, evidence, phase, created)"
            + " VALUES (?,?,?,?,'READY',?)",
        task,
        task,
        "{\"from\":\"" + source + "\",\"into\":\"" + place + "\"}",
        "{}",
        at);
    journal.update(
        "INSERT INTO model (digest, task_id, installed, card, version, role, trust, since)"
            + " VALUES (?,?,?,?,1,'CHAMPION','SUGGEST',0)",
        mark + "digest",
        task,
        at,
        "{\"says\":\"" + mark + "value-of-card\"}");
    journal.update(
        "INSERT INTO audit (time, task_id, what, why) VALUES (?,?,'filled',?)",
        at,
        task,
        mark + "value-of-audit on " + into + " from " + from);
    journal.update(
        "INSERT INTO fill_consent VALUES (?,?,?)", "https://" + from, "https://" + into, at);
    journal.update(
        "INSERT INTO filled_form VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        mark + "form-1",
        at,
        into,
        "https://" + place,
        "New",
        "{}",
        "{\"name:city\":\"" + mark + "value-of-form\"}",
        "Order",
        from,
        task,
        "CORRECTED");
    journal.update(
        "INSERT INTO fill_correction VALUES (?,?,?,?,?,?,?,?,?,?)",
        place,
        "name:city",
        source,
        "City",
        0,
        mark + "digest-of-mail",
        mark + "value-of-correction",
        into,
        from,
        at);
    journal.update(
        "INSERT INTO flow (task_id, time, source, source_site, place, site, title, fields, times)"
            + " VALUES (?,?,?,?,?,?,?,?,3)",
        task,
        at,
        source,
        from,
        place,
        into,
        "New",
        "[\"City\"]");
    journal.update(
        "INSERT INTO demonstration (task_id, time, site, title, input, output, filled)"
            + " VALUES (?,?,?,?,?,?,'NO')",
        task,
        at,
        into,
        "New",
        "{\"url\":\"https://" + from + "/inbox/1\",\"page\":\"" + mark + "value-of-page-shown\"}",
        "{\"name:city\":\"" + mark + "value-of-field-shown\"}");
    journal.update(
        "INSERT INTO fill_run (id, time, title, url, site, place, heads) VALUES (?,?,?,?,?,?,?)",
        mark + "run-1",
        at,
        "orders.csv",
        "https://" + place,
        into,
        place,
        "[\"" + mark + "value-of-column\"]");
    journal.update(
        "INSERT INTO fill_row VALUES (?,0,?,'FILLED',?,?,?,0)",
        mark + "run-1",
        "[\"" + mark + "value-of-cell\"]",
        at,
        "https://" + place,
        "{\"City\":\"" + mark + "value-of-log\"}");
  }
}
