package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.engine.Client;
import dev.stillroom.host.engine.Engine;
import dev.stillroom.host.engine.TestEngines;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts rely on: an exit status that says whether all was undone, and names that hold. */
class UndoCommandTest {

  @TempDir private Path directory;
  private Home home;
  private Path folder;
  private Path bills;
  private Engine engine;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void aFolderThatIsAllowed() throws IOException {
    home = TestEngines.home(directory);
    engine = TestEngines.inProcess(home);
    folder = Files.createDirectory(directory.toRealPath().resolve("Downloads"));
    bills = Files.createDirectory(folder.resolve("Bills"));
    ask(new Request.AllowFolder(folder.toString()));
  }

  @AfterEach
  void close() throws Exception {
    engine.close();
  }

  private Reply ask(Request request) throws IOException {
    try (Client client = Client.connect(home, TestEngines.PROGRAM)) {
      return client.ask(request);
    }
  }

  /** The name of the batch. */
  private String tidy(String... names) throws IOException {
    for (String name : names) {
      Files.writeString(folder.resolve(name), name);
    }
    List<FilesView.TidyMove> moves =
        List.of(names).stream()
            .map(name -> new FilesView.TidyMove(name, bills.toString(), false))
            .toList();
    return ((Reply.Tidied) ask(new Request.TidyFiles(folder.toString(), null, moves))).batch();
  }

  private int undo(String word, String... more) {
    out.reset();
    err.reset();
    List<String> words = new ArrayList<>(List.of("undo", word));
    words.addAll(List.of(more));
    words.addAll(List.of("--home", home.directory().toString()));
    return Stillroom.run(
        new Printer(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false),
        words.toArray(String[]::new));
  }

  @Test
  void whatCouldNotBeUndoneIsSaidAndTheStatusSaysSo() throws IOException {
    String batch = tidy("a.pdf", "b.pdf");
    Files.delete(bills.resolve("b.pdf"));
    assertEquals(1, undo(batch));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("b.pdf was left"), err::toString);
    assertTrue(Files.exists(folder.resolve("a.pdf")));
    assertEquals(1, undo("--since", "1h", "--json"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("b.pdf was left"), err::toString);
    assertEquals(0, undo(tidy("c.pdf")));
  }

  @Test
  void whatIsNotAsItWasThoughItIsUndoneIsSaid() throws IOException {
    String back = "a.pdf was taken, so it is back as a (1).pdf";
    String batch = tidy("a.pdf", "b.pdf");
    Files.writeString(folder.resolve("a.pdf"), "another");
    assertEquals(0, undo(batch));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains(back), out::toString);
    assertTrue(Files.exists(folder.resolve("a (1).pdf")));
    // An act of its own says it, too, and so does all since a moment.
    for (boolean one : new boolean[] {true, false}) {
      Files.delete(folder.resolve("a (1).pdf"));
      tidy("a.pdf");
      Files.writeString(folder.resolve("a.pdf"), "another");
      String act = ((Reply.Acts) ask(new Request.ListActs("a.pdf", 1))).acts().getFirst().id();
      assertEquals(0, one ? undo(act) : undo("--since", "1h", "--json"));
      assertTrue(out.toString(StandardCharsets.UTF_8).contains(back), out::toString);
    }
  }

  @Test
  void anActAndABatchAreKnownByTheirNamesHoweverManyCameAfter() throws Exception {
    tidy("d.pdf");
    String batch = tidy("a.pdf", "b.pdf");
    tidy("c.pdf");
    String alone = ((Reply.Acts) ask(new Request.ListActs("c.pdf", 1))).acts().getFirst().id();
    engine.close();
    try (Journal journal = Journal.open(home.journal())) {
      journal.update(
          "WITH RECURSIVE later (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM later WHERE n < 600)"
              + " INSERT INTO act (id, time, actor, kind, goal, remove_original, state, step,"
              + " source, result, temporary)"
              + " SELECT printf('f%031d', n), (SELECT max(time) FROM act) + n, 'PERSON', 'MOVE',"
              + " '/nowhere', 0, 'UNDONE', 'UNDONE', '/later', '/nowhere/later', '/later.tmp'"
              + " FROM later");
    }
    engine = TestEngines.inProcess(home);
    assertEquals(0, undo(alone.substring(0, 12)));
    assertTrue(Files.exists(folder.resolve("c.pdf")));
    assertEquals(0, undo(batch));
    assertTrue(Files.exists(folder.resolve("b.pdf")));
    assertEquals(0, undo("--last"), "the newest of those that can be undone");
    assertFalse(Files.exists(bills.resolve("d.pdf")));
  }
}
