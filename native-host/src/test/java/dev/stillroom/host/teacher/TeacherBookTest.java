package dev.stillroom.host.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.teacher.TeacherBook.Entry;
import dev.stillroom.runtime.ledger.Ledger;
import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherBookTest {

  private static final String KEY = "sk-a-secret-key";
  private static final Entry CLOUD = new Entry("cloud", "https://a.example/v1", "m", null, true);

  @TempDir private Path directory;

  private Home home() {
    return new Home(directory.resolve("home"));
  }

  @Test
  void aKeyIsKeptApartInAFileOfThePersonsAlone() throws Exception {
    TeacherBook book = TeacherBook.withFile(home());
    book.add(CLOUD, KEY);
    assertEquals(Optional.of(CLOUD), book.find("cloud"));
    assertEquals(Optional.of(KEY), book.key(CLOUD));
    assertFalse(Files.readString(home().teacher().resolve("teachers.json")).contains(KEY));
    Path keys = home().teacher().resolve("keys");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(home().teacher())));
  }

  @Test
  void aRemovedTeacherTakesItsKeyAlong() throws Exception {
    TeacherBook book = TeacherBook.withFile(home());
    book.add(CLOUD, KEY);
    assertTrue(book.remove("cloud"));
    assertFalse(book.remove("cloud"));
    assertEquals(Optional.empty(), book.find("cloud"));
    assertFalse(Files.readString(home().teacher().resolve("keys")).contains(KEY));
  }

  @Test
  void ofTwoWhoAddAtOnceNobodyLosesAnything() throws Exception {
    List<CompletableFuture<Void>> both = new ArrayList<>();
    for (String who : List.of("one", "two")) {
      both.add(CompletableFuture.runAsync(() -> addTwenty(who)));
    }
    for (CompletableFuture<Void> one : both) {
      one.get(60, TimeUnit.SECONDS);
    }
    assertEquals(40, TeacherBook.withFile(home()).list().size());
  }

  private void addTwenty(String who) {
    try {
      for (int i = 0; i < 20; i++) {
        TeacherBook.withFile(home())
            .add(new Entry(who + i, "http://localhost:1/v1", "m", null, false), null);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void whoIsAddedAgainWithoutAKeyHasNone() throws Exception {
    TeacherBook book = TeacherBook.withFile(home());
    book.add(CLOUD, KEY);
    Entry keyless = new Entry("cloud", "http://localhost:1/v1", "m", null, false);
    book.add(keyless, null);
    assertEquals(Optional.empty(), book.key(keyless));
    assertFalse(Files.readString(home().teacher().resolve("keys")).contains(KEY));
  }

  @Test
  void aDamagedFileIsOneLineWithoutWhatStandsInIt() throws Exception {
    TeacherBook book = TeacherBook.withFile(home());
    book.add(CLOUD, KEY);
    OwnFile.replace(home().teacher().resolve("keys"), "{\"cloud\": \"" + KEY);
    IOException failure = assertThrows(IOException.class, () -> book.key(CLOUD));
    assertFalse(failure.getMessage().contains(KEY), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
  }

  @Test
  void aNameCannotBeTakenForAnAddress() {
    for (String name : new String[] {"https://x", "a.gguf", "a/b", "../x", "", "none", " "}) {
      assertFalse(TeacherBook.isName(name), name);
    }
    assertTrue(TeacherBook.isName("my cloud-2"));
  }

  @Test
  void forgettingDropsTheAnswersAndKeepsTheSumOfWhatLeft() throws Exception {
    Ledger ledger = new Ledger(home().teacher());
    ledger.sent(new Ledger.Sent(Instant.EPOCH, "a.example", "m", true, 500, "task"));
    OwnFile.append(home().teacher().resolve("answers.jsonl"), "{\"text\":\"private words\"}");
    Spending spending = new Spending(home());
    assertEquals(500, spending.total().bytes());
    spending.forget(false, Instant.EPOCH);
    assertFalse(Files.exists(home().teacher().resolve("answers.jsonl")));
    assertTrue(Files.readString(home().teacher().resolve("ledger.jsonl")).contains("a.example"));
    spending.forget(true, Instant.EPOCH);
    assertFalse(Files.readString(home().teacher().resolve("ledger.jsonl")).contains("a.example"));
    assertEquals(500, spending.total().bytes());
  }

  @Test
  void whatTheMonthCostStaysSpentWhenEverythingIsForgotten() throws Exception {
    Instant now = Instant.parse("2026-03-05T10:00:00Z");
    Ledger ledger = new Ledger(home().teacher());
    for (String time : List.of("2026-02-27T10:00:00Z", "2026-03-01T10:00:00Z")) {
      Ledger.Sent sent = new Ledger.Sent(Instant.parse(time), "a.example", "m", true, 500, "mine");
      ledger.sent(sent, 0.5, 0);
      ledger.used(sent, 10, 5, 0.25, 0.5);
    }
    MonthlyBudget budget = new MonthlyBudget(home(), Clock.fixed(now, ZoneOffset.UTC));
    budget.set(0.25);
    assertEquals(0.25, budget.spent());
    new Spending(home()).forget(true, now);
    assertEquals(0.25, budget.spent());
    assertThrows(IOException.class, () -> budget.limitFor("a", false, true));
    assertEquals(0.5, ledger.total().cost());
    String left = Files.readString(home().teacher().resolve("ledger.jsonl"));
    assertFalse(left.matches("(?s).*(example|mine|2026-02|-05T|-01T).*"), left);
  }
}
