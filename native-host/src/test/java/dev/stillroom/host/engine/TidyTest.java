package dev.stillroom.host.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.FilingKind;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many files put away as one act, and downloads from before. */
class TidyTest {

  @TempDir Path directory;
  private Engine engine;
  private Client client;
  private Path folder;
  private Path bills;

  @BeforeEach
  void aFolderThatIsAllowed() throws IOException {
    Home home = TestEngines.home(directory);
    engine = TestEngines.inProcess(home);
    client = Client.connect(home, TestEngines.PROGRAM);
    folder = Files.createDirectory(directory.toRealPath().resolve("Downloads"));
    bills = Files.createDirectory(folder.resolve("Bills"));
    client.ask(new Request.AllowFolder(folder.toString()));
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    engine.close();
  }

  private Reply.Tidied tidy(String batch, FilesView.TidyMove... moves) throws IOException {
    return (Reply.Tidied)
        client.ask(new Request.TidyFiles(folder.toString(), batch, List.of(moves)));
  }

  private FilesView.TidyMove move(String name) {
    return new FilesView.TidyMove(name, bills.toString(), false);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private Reply.UndoneMany undo(String batch, Instant since) throws IOException {
    return (Reply.UndoneMany) client.ask(new Request.UndoMany(batch, since, List.of()));
  }

  /** Every file below the folder and what is in it. */
  private Map<String, String> all() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return all;
  }

  @Test
  void manyFilesInTwoPartsAreOneActAndOneUndo() throws IOException {
    List<FilesView.TidyMove> moves = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      file("bill-" + i + ".pdf", "bill " + i);
      moves.add(move("bill-" + i + ".pdf"));
    }
    Map<String, String> before = all();
    Reply.Tidied first = tidy(null, moves.subList(0, 20).toArray(FilesView.TidyMove[]::new));
    Reply.Tidied second =
        tidy(first.batch(), moves.subList(20, 30).toArray(FilesView.TidyMove[]::new));
    assertEquals(first.batch(), second.batch());
    assertEquals(30, first.moved() + second.moved());
    assertEquals("bill 7", all().get("Bills/bill-7.pdf"));
    Reply.UndoneMany undone = undo(first.batch(), null);
    assertEquals(new Reply.UndoneMany(30, 0, List.of(), List.of()), undone);
    assertEquals(before, all());
  }

  @Test
  void whatCannotBeMovedIsSaidAndTheOthersAre() throws IOException {
    file("bill.pdf", "bill");
    Files.createSymbolicLink(folder.resolve("link.pdf"), file("other.pdf", "other"));
    Reply.Tidied tidied = tidy(null, move("gone.pdf"), move("link.pdf"), move("bill.pdf"));
    assertEquals(1, tidied.moved());
    assertEquals(
        List.of("gone.pdf", "link.pdf"),
        tidied.failed().stream().map(FilesView.NotDone::name).toList());
    assertEquals(
        Map.of("Bills/bill.pdf", "bill", "link.pdf", "other", "other.pdf", "other"), all());
  }

  @Test
  void aNameIsAFileOfThatFolderAndNothingElse() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.txt"), "secret");
    Path within = Files.writeString(bills.resolve("mine.pdf"), "mine");
    for (String name :
        List.of("../secret.txt", secret.toString(), "Bills/mine.pdf", "", ".", "..", "Bills")) {
      Reply.Tidied tidied = tidy(null, move(name));
      assertEquals(0, tidied.moved(), name);
      assertEquals(1, tidied.failed().size(), name);
    }
    assertEquals("secret", Files.readString(secret));
    assertEquals("mine", Files.readString(within));
  }

  @Test
  void odddNamesMoveAndComeBack() throws IOException {
    List<String> names =
        List.of("two\nlines.pdf", "\u202Efdp.exe", "aux", " .pdf ", "x".repeat(251) + ".pdf");
    for (String name : names) {
      file(name, name);
    }
    Map<String, String> before = all();
    Reply.Tidied tidied =
        tidy(null, names.stream().map(this::move).toArray(FilesView.TidyMove[]::new));
    assertEquals(names.size(), tidied.moved(), tidied.failed().toString());
    undo(tidied.batch(), null);
    assertEquals(before, all());
  }

  @Test
  void noFolderOutsideOfWhatIsAllowedIsTidiedOrMovedInto() throws IOException {
    file("bill.pdf", "bill");
    Path outside = Files.createDirectory(directory.resolve("outside"));
    assertThrows(
        RequestFailure.class,
        () -> client.ask(new Request.TidyFiles(outside.toString(), null, List.of())));
    Reply.Tidied tidied = tidy(null, new FilesView.TidyMove("bill.pdf", outside.toString(), true));
    assertEquals(0, tidied.moved());
    assertEquals(Map.of("bill.pdf", "bill"), all());
  }

  @Test
  void theLastHourIsTakenBackAndWhatWasBeforeStays() throws IOException {
    file("a.pdf", "a");
    file("b.pdf", "b");
    tidy(null, move("a.pdf"));
    Instant between = Instant.now();
    tidy(null, move("b.pdf"));
    assertEquals(1, undo(null, between).undone());
    assertEquals(Map.of("Bills/a.pdf", "a", "b.pdf", "b"), all());
    assertEquals(1, undo(null, between.minus(Duration.ofHours(1))).undone());
    assertEquals(Map.of("a.pdf", "a", "b.pdf", "b"), all());
  }

  /** As when the answer is late, and the person presses Undo. */
  @Test
  void aTidyingThatIsTakenBackWhileItIsUnderWayMovesNoFurther() throws Exception {
    List<FilesView.TidyMove> moves = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      file("bill-" + i + ".pdf", "bill " + i);
      moves.add(move("bill-" + i + ".pdf"));
    }
    Map<String, String> before = all();
    String batch = "0123456789abcdef";
    try (Client other = Client.connect(TestEngines.home(directory), TestEngines.PROGRAM)) {
      CompletableFuture<Reply> tidied =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return other.ask(new Request.TidyFiles(folder.toString(), batch, moves));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      TestEngines.await("the first to be moved", () -> bills.toFile().list().length > 0);
      undo(batch, null);
      tidied.get(20, TimeUnit.SECONDS);
    }
    assertEquals(before, all());
  }

  @Test
  void whatCannotBeUndoneIsSaidOnceAndHoldsNothingUp() throws IOException {
    file("a.pdf", "a");
    file("b.pdf", "b");
    Reply.Tidied tidied = tidy(null, move("a.pdf"), move("b.pdf"));
    Files.delete(bills.resolve("b.pdf"));
    Reply.UndoneMany undone = undo(tidied.batch(), null);
    assertEquals(1, undone.undone());
    assertEquals(List.of("b.pdf"), undone.failed().stream().map(FilesView.NotDone::name).toList());
    Reply.UndoneMany again =
        (Reply.UndoneMany)
            client.ask(
                new Request.UndoMany(
                    tidied.batch(), null, List.of(undone.failed().getFirst().id())));
    assertEquals(new Reply.UndoneMany(0, 0, List.of(), List.of()), again);
  }

  @Test
  void nothingIsPreviewedBeforeAnythingIsLearned() {
    RequestFailure failure =
        assertThrows(
            RequestFailure.class, () -> client.ask(new Request.PreviewTidy(folder.toString(), 0)));
    assertTrue(failure.getMessage().contains("not learned yet"), failure.getMessage());
  }

  /** A task of folders, its version moved on so. */
  private void restartWith(Cause... causes) throws Exception {
    client.close();
    engine.close();
    Home home = TestEngines.home(directory);
    try (Journal journal = Journal.open(home.journal())) {
      Clock clock = Clock.systemUTC();
      TaskStore tasks = new TaskStore(journal, clock);
      Versions versions = new Versions(journal, new Audit(journal, clock), clock);
      if (tasks.find("file").isEmpty()) {
        tasks.add(
            "file", FilingKind.DEED, new View.Filing(null), new EvidenceView.Tally(List.of()));
        tasks.phase("file", View.TaskPhase.READY, null);
        versions.install("file", "aa", "{\"bytes\": 4000, \"verdict\": {\"passes\": true}}");
      }
      for (Cause cause : causes) {
        versions.move(versions.champion("file").orElseThrow(), cause, "For a test.");
      }
    }
    engine = TestEngines.inProcess(home);
    client = Client.connect(home, TestEngines.PROGRAM);
  }

  @Test
  void aModelThatDidNotPassOrLostItsTrustSaysNothingOfAFolder() throws Exception {
    restartWith();
    nothingIsPreviewedBeforeAnythingIsLearned();
    restartWith(Cause.LEARNED);
    Request preview = new Request.PreviewTidy(folder.toString(), 0);
    assertEquals(new Reply.TidyPreview(List.of(), 0, List.of()), client.ask(preview));
    restartWith(Cause.DRIFTED);
    nothingIsPreviewedBeforeAnythingIsLearned();
  }

  @Test
  void whileEverythingIsStoppedNoFolderIsTidiedAndWhatWasIsTakenBack() throws Exception {
    restartWith(Cause.LEARNED);
    file("a.pdf", "a");
    file("b.pdf", "b");
    Reply.Tidied before = tidy(null, move("a.pdf"));
    client.ask(new Request.StopEverything(true));
    for (Request asked :
        List.of(
            new Request.PreviewTidy(folder.toString(), 0),
            new Request.TidyFiles(folder.toString(), null, List.of(move("b.pdf"))))) {
      RequestFailure refused = assertThrows(RequestFailure.class, () -> client.ask(asked));
      assertTrue(refused.getMessage().contains("stopped everything"), refused.getMessage());
    }
    assertEquals(1, undo(before.batch(), null).undone());
    assertEquals(Map.of("a.pdf", "a", "b.pdf", "b"), all());
  }

  private Event.Download past(String name, int bytes, Instant time) {
    return new Event.Download(
        UUID.randomUUID().toString(),
        time,
        "",
        "https://bank.localhost/" + name,
        "https://bank.localhost/" + name,
        "https://bank.localhost/",
        null,
        null,
        "application/pdf",
        bytes,
        folder.resolve(name).toString());
  }

  private Reply.LookedBack lookBack(Event... downloads) throws IOException {
    return (Reply.LookedBack) client.ask(new Request.LookBack(List.of(downloads), true));
  }

  private Reply.Overview overview() throws IOException {
    return (Reply.Overview) client.ask(new Request.GetOverview(null));
  }

  @Test
  void whereDownloadsFromBeforeStandNowIsAProposalButNoEvidence() throws IOException {
    Instant lastMonth = Instant.now().minus(Duration.ofDays(30));
    List<Event> past = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Files.writeString(bills.resolve("bill-" + i + ".pdf"), "bill " + i);
      past.add(past("bill-" + i + ".pdf", 6, lastMonth.plusSeconds(i)));
    }
    file("stays.pdf", "stays");
    past.add(past("stays.pdf", 5, lastMonth));
    past.add(past("gone.pdf", 5, lastMonth));
    Event[] all = past.toArray(Event[]::new);
    assertEquals(new Reply.LookedBack(6, 1), lookBack(all));
    View.Task proposed = overview().proposals().getFirst();
    assertEquals(new View.Filing(null), proposed.act());
    assertEquals(6, proposed.evidence().support());
    assertEquals(0, proposed.agreement().n());
    assertEquals(new Reply.LookedBack(0, 0), lookBack(all), "a second look finds nothing new");
  }

  @Test
  void downloadsOfAnExcludedSiteAndOfItsSubdomainsAreNotLookedBackAt() throws IOException {
    client.ask(new Request.PauseRecording(true, "localhost"));
    Files.writeString(bills.resolve("bill.pdf"), "bill 1");
    assertEquals(
        new Reply.LookedBack(0, 0),
        lookBack(past("bill.pdf", 6, Instant.now().minus(Duration.ofDays(3)))));
  }

  @Test
  void aFileThatSaysItCameFromAnExcludedSiteIsNotLookedBackAt() throws IOException {
    client.ask(new Request.PauseRecording(true, "bank.example"));
    Path file = Files.writeString(bills.resolve("bill.pdf"), "bill 1");
    assumeTrue(says(file, "https://cdn.example/1", "https://docs.bank.example/bills"));
    assumeTrue(says(file("other.pdf", "other"), "https://cdn.example/2", "https://shop.example/"));
    assertEquals(new Reply.LookedBack(0, 1), lookBack());
  }

  /** Writes where it came from into a file, where the file system keeps such. */
  private static boolean says(Path file, String origin, String referrer) throws IOException {
    try {
      Files.setAttribute(file, "user:xdg.origin.url", ByteBuffer.wrap(origin.getBytes(UTF_8)));
      Files.setAttribute(file, "user:xdg.referrer.url", ByteBuffer.wrap(referrer.getBytes(UTF_8)));
      return true;
    } catch (IOException | UnsupportedOperationException notHere) {
      return false;
    }
  }

  @Test
  void twoFilesThatCouldBeTheOneAreNoExample() throws IOException {
    Path other = Files.createDirectory(folder.resolve("Other"));
    Files.writeString(bills.resolve("bill.pdf"), "bill 1");
    Files.writeString(other.resolve("bill.pdf"), "bill 2");
    assertEquals(
        new Reply.LookedBack(0, 0),
        lookBack(past("bill.pdf", 6, Instant.now().minus(Duration.ofDays(3)))));
  }

  @Test
  void aFileOfAnotherSizeIsAnotherFile() throws IOException {
    Files.writeString(bills.resolve("bill.pdf"), "longer than it was");
    assertEquals(
        new Reply.LookedBack(0, 0),
        lookBack(past("bill.pdf", 6, Instant.now().minus(Duration.ofDays(3)))));
  }

  @Test
  void theWeekCountsWhatWasTidiedAndWhatWasTakenBack() throws IOException {
    file("a.pdf", "a");
    file("b.pdf", "b");
    Reply.Tidied tidied = tidy(null, move("a.pdf"), move("b.pdf"));
    assertEquals(2, overview().week().files());
    undo(tidied.batch(), null);
    assertEquals(new FilesView.Week(0, 0, 2), overview().week());
  }
}
