package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever tables there are: a table that is added is forgotten from, or these tests fail. */
class ForgetEverywhereTest {

  private static final String SITE = "secret-shop.localhost";

  /** The person's own instructions, and that something was forgotten. */
  private static final Set<String> NOT_FORGOTTEN = Set.of("setting", "forgotten");

  @TempDir Path home;
  private Journal journal;

  @BeforeEach
  void open() {
    journal = Journal.open(home.resolve("journal.db"));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void everythingForgottenLeavesNoRowInAnyTable() {
    tables().forEach(table -> insert(table, "a text"));
    new Forget(journal, Clock.systemUTC()).everything();
    assertEquals(List.of(), notEmpty());
  }

  @Test
  void aForgottenSiteIsInNoTableNorInTheLog() throws IOException {
    tables().forEach(table -> insert(table, "of " + SITE + " it was"));
    assertTrue(isOnDisk(), "nothing was written");
    new Forget(journal, Clock.systemUTC()).site(SITE);
    assertEquals(List.of(), notEmpty());
    assertFalse(isOnDisk());
  }

  /** Also where it stands in one column only, beside texts that mention nothing. */
  @Test
  void aForgottenSiteIsInNoColumnOfAnyTable() throws IOException {
    for (String table : tables()) {
      for (List<String> column : columns(table)) {
        String name = column.getFirst();
        if (!column.getLast().equals("TEXT")) {
          continue;
        }
        insert(table, other -> other.equals(name) ? "of " + SITE + " it was" : "a text");
        new Forget(journal, Clock.systemUTC()).site(SITE);
        assertFalse(isOnDisk(), table + "." + name);
        journal.update("DELETE FROM " + table);
      }
    }
  }

  private List<String> notEmpty() {
    return tables().stream()
        .filter(table -> journal.count("SELECT count(*) FROM " + table) > 0)
        .toList();
  }

  private List<String> tables() {
    return journal
        .query(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                + " ORDER BY name",
            row -> row.text(1))
        .stream()
        .filter(table -> !NOT_FORGOTTEN.contains(table))
        .toList();
  }

  private void insert(String table, String said) {
    insert(table, _ -> said);
  }

  /**
   * @param said what stands in a column that takes texts
   */
  private void insert(String table, UnaryOperator<String> said) {
    List<List<String>> columns = columns(table);
    String names = String.join(",", columns.stream().map(List::getFirst).toList());
    String marks = String.join(",", columns.stream().map(_ -> "?").toList());
    // Where JSON is expected, a text is.
    Object[] values =
        columns.stream()
            .map(
                column ->
                    column.getLast().equals("TEXT")
                        ? (Object) ('"' + said.apply(column.getFirst()) + '"')
                        : 1)
            .toArray();
    journal.update("INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ")", values);
  }

  /** The name and the type of each. */
  private List<List<String>> columns(String table) {
    return journal.query(
        "SELECT name, type FROM pragma_table_info(?)",
        row -> List.of(row.text(1), row.text(2)),
        table);
  }

  /** In the journal, its log or any other file, whether it is still of use or not. */
  private boolean isOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(SITE)) {
          return true;
        }
      }
    }
    return false;
  }
}
