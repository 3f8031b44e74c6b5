package dev.stillroom.host.apply;

import static dev.stillroom.host.apply.Failpoint.INTENT_JOURNALLED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.host.watch.FileKey;
import dev.stillroom.host.worker.WorkerCommand;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are put into folders, by whatever way, and come back. */
class MovesTest {

  @TempDir Path directory;
  private ActsBench bench;
  private Path photo;
  private Path invoices;
  private Path memoryFolder;

  @BeforeEach
  void aFileAndAFolder() throws Exception {
    open(true);
    photo = Files.writeString(bench.folder.resolve("photo.webp"), "the one and only");
    invoices = Files.createDirectory(bench.folder.resolve("Invoices"));
  }

  private void open(boolean links) throws Exception {
    if (bench != null) {
      bench.close();
    }
    bench = new ActsBench(directory, ActsBench.inProcess(), links);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
    if (memoryFolder != null) {
      for (String name : ActsBench.names(memoryFolder)) {
        Files.delete(memoryFolder.resolve(name));
      }
      Files.delete(directory.resolve("elsewhere"));
      Files.delete(memoryFolder);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileGoesIntoTheFolderAndComesBackTheSame(boolean links) throws Exception {
    open(links);
    String key = FileKey.of(photo);
    FilesView.DoneAct act = bench.move(photo, invoices);
    assertEquals(new View.Filing(invoices.toString()), act.act());
    assertEquals(invoices.resolve("photo.webp").toString(), act.result());
    assertEquals(List.of("Invoices"), bench.names());
    assertEquals(key, FileKey.of(invoices.resolve("photo.webp")));
    FilesView.DoneAct undone = bench.undo(act.id());
    assertEquals(FilesView.ActState.UNDONE, undone.state());
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(key, FileKey.of(photo));
    assertEquals(List.of(), ActsBench.names(invoices));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNameThatIsTakenMakesItTheNextOneBothWays(boolean links) throws Exception {
    open(links);
    Files.writeString(invoices.resolve("photo.webp"), "mine");
    FilesView.DoneAct act = bench.move(photo, invoices);
    assertEquals(List.of("photo (1).webp", "photo.webp"), ActsBench.names(invoices));
    Files.writeString(photo, "another one since");
    FilesView.DoneAct undone = bench.undo(act.id());
    assertTrue(undone.message().contains("photo (1).webp"), undone.message());
    assertEquals("another one since", Files.readString(photo));
    assertEquals("the one and only", Files.readString(bench.folder.resolve("photo (1).webp")));
    assertEquals("mine", Files.readString(invoices.resolve("photo.webp")));
  }

  @Test
  void aFolderThatIsALinkOutOfWhatIsAllowedIsRefused() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path link = Files.createSymbolicLink(bench.folder.resolve("Looks fine"), outside);
    assertThrows(RequestFailure.class, () -> bench.move(photo, link));
    Path file = Files.createSymbolicLink(bench.folder.resolve("linked.webp"), photo);
    assertThrows(RequestFailure.class, () -> bench.move(file, invoices));
    assertThrows(RequestFailure.class, () -> bench.move(photo, bench.folder));
    assertThrows(
        RequestFailure.class, () -> bench.move(photo, bench.folder.resolve("never there")));
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of(), ActsBench.names(outside));
    assertEquals(List.of(), bench.onEngine(() -> bench.acts.list("", 9)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two\nlines.pdf",
        "\u202Egpj.exe",
        "aux",
        "CON.txt",
        " .leading",
        "nodot",
        "ä.PDF"
      })
  void oddNamesStayAsTheyAre(String name) throws IOException {
    Path file = Files.writeString(bench.folder.resolve(name), "odd");
    FilesView.DoneAct act = bench.move(file, invoices);
    assertEquals("odd", Files.readString(invoices.resolve(name)));
    bench.undo(act.id());
    assertEquals("odd", Files.readString(file));
  }

  @Test
  void aFileIsMovedAndRenamedAtOnceAndComesBackUnderItsOldName() throws Exception {
    Files.writeString(invoices.resolve("2026-03 shop.webp"), "mine");
    FilesView.DoneAct act = bench.move(photo, invoices, "2026-03 shop.webp");
    assertEquals(new View.Filing(invoices.toString(), "2026-03 shop.webp"), act.act());
    assertEquals(invoices.resolve("2026-03 shop (1).webp").toString(), act.result());
    assertEquals("mine", Files.readString(invoices.resolve("2026-03 shop.webp")));
    bench.undo(act.id());
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of("2026-03 shop.webp"), ActsBench.names(invoices));
    for (String odd : List.of("../up.webp", "a/b.webp", "..", ".")) {
      assertThrows(RequestFailure.class, () -> bench.move(photo, invoices, odd));
    }
    assertEquals("the one and only", Files.readString(photo));
  }

  @Test
  void aNameThatLeavesNoRoomForANumberFailsAndIsLeftAlone() throws IOException {
    String name = "x".repeat(251) + ".pdf";
    Path file = Files.writeString(bench.folder.resolve(name), "long");
    Files.writeString(invoices.resolve(name), "mine");
    FilesView.DoneAct act = bench.move(file, invoices);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertEquals("long", Files.readString(file));
    assertEquals("mine", Files.readString(invoices.resolve(name)));
  }

  @Test
  void whatWasPutElsewhereSinceIsNotLookedFor() throws IOException {
    FilesView.DoneAct act = bench.move(photo, invoices);
    Path kept = Files.move(invoices.resolve("photo.webp"), bench.folder.resolve("kept.webp"));
    assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    Files.writeString(invoices.resolve("photo.webp"), "another file");
    assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    assertEquals("the one and only", Files.readString(kept));
    assertEquals("another file", Files.readString(invoices.resolve("photo.webp")));
  }

  @Test
  void whatWasEditedInItsFolderComesBackEdited() throws IOException {
    FilesView.DoneAct act = bench.move(photo, invoices);
    Files.writeString(invoices.resolve("photo.webp"), "edited");
    bench.undo(act.id());
    assertEquals("edited", Files.readString(photo));
  }

  @ParameterizedTest
  @CsvSource({
    "INTENT_JOURNALLED, links",
    "RESULT_LINKED, links",
    "NAME_RESERVED, without-links",
    "RESULT_PUBLISHED, links",
    "RESULT_PUBLISHED, without-links",
    "RESULT_JOURNALLED, links",
    "ORIGINAL_KEPT, links",
    "OUTCOME_JOURNALLED, links",
    "UNDO_JOURNALLED, links",
    "ORIGINAL_RESTORED, links",
    "ORIGINAL_RESTORED, without-links",
    "RESULT_REMOVED, links",
    "UNDO_OUTCOME_JOURNALLED, links",
    "INTENT_JOURNALLED, other",
    "TEMPORARY_WRITTEN, other",
    "WRITTEN_JOURNALLED, other",
    "RESULT_LINKED, other",
    "RESULT_PUBLISHED, other",
    "RESULT_JOURNALLED, other",
    "ORIGINAL_KEPT, other",
    "OUTCOME_JOURNALLED, other",
    "UNDO_JOURNALLED, other",
    "ORIGINAL_RESTORED, other",
    "RESULT_REMOVED, other",
    "UNDO_OUTCOME_JOURNALLED, other"
  })
  void nothingIsLostWhenTheEngineDiesAt(Failpoint failpoint, String how) throws Exception {
    Path into = how.equals("other") ? anotherFileSystem() : invoices;
    Files.writeString(into.resolve("photo.webp"), "mine");
    bench.close();
    boolean links = !how.equals("without-links");
    ActsBench.halt(
        directory,
        links,
        failpoint,
        dying -> dying.begin(photo, into).thenAccept(act -> dying.acts.undo(act.id())));
    bench = new ActsBench(directory, ActsBench.inProcess(), links);
    bench.recover();
    bench.recover();
    FilesView.DoneAct act = bench.onEngine(() -> bench.acts.list("", 2)).getFirst();
    assertEquals("mine", Files.readString(into.resolve("photo.webp")));
    if (act.state() == FilesView.ActState.DONE) {
      assertEquals(List.of("photo (1).webp", "photo.webp"), ActsBench.names(into));
      assertFalse(Files.exists(photo));
      bench.undo(act.id());
    }
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of("photo.webp"), ActsBench.names(into));
    assertEquals(List.of("Invoices", "photo.webp"), bench.names());
  }

  @Test
  void whatAWorkerCopiedIsNotReadAgainOnTheEnginesThread() throws Exception {
    Path into = anotherFileSystem();
    bench.close();
    Workers real = ActsBench.inProcess();
    bench =
        new ActsBench(
            directory,
            (classPath, job, arguments, progress) ->
                real.start(classPath, job, arguments, progress)
                    .thenApply(copy -> ((ObjectNode) copy).put("digest", "invented")),
            true);
    FilesView.DoneAct act = bench.move(photo, into);
    assertEquals(null, act.message());
    assertEquals(List.of("Invoices"), bench.names());
    assertEquals(null, bench.undo(act.id()).message());
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of(), ActsBench.names(into));
  }

  @Test
  void aFolderThatIsGoneByThenLeavesTheFileWhereItIs() throws Exception {
    Path gone = Files.createDirectory(bench.folder.resolve("Gone"));
    bench.close();
    // The folder vanishes between the decision's journalling and the act.
    bench =
        new ActsBench(
            directory, ActsBench.inProcess(), true, at -> deleteAt(at, INTENT_JOURNALLED, gone));
    FilesView.DoneAct act = bench.move(photo, gone);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of("Invoices", "photo.webp"), bench.names());
  }

  @Test
  void aFolderThatCannotBeWrittenToIsRefused() throws Exception {
    Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root may write");
    assertTrue(invoices.toFile().setWritable(false));
    assertThrows(RequestFailure.class, () -> bench.move(photo, invoices));
    assertTrue(invoices.toFile().setWritable(true));
    assertEquals("the one and only", Files.readString(photo));
  }

  @Test
  void aNameThatIsTakenInTheLastMomentIsNotOverwritten() throws Exception {
    for (boolean links : List.of(true, false)) {
      bench.close();
      Path target = invoices.resolve("photo.webp");
      bench =
          new ActsBench(
              directory,
              ActsBench.inProcess(),
              links,
              at -> {
                if (at == INTENT_JOURNALLED) {
                  write(target, "mine");
                }
              });
      FilesView.DoneAct act = bench.move(photo, invoices);
      assertEquals("mine", Files.readString(target));
      assertEquals(invoices.resolve("photo (1).webp").toString(), act.result());
      bench.undo(act.id());
      assertEquals("the one and only", Files.readString(photo));
      Files.delete(target);
    }
  }

  @Test
  void anUndoWhoseOldFolderVanishedLeavesTheFileWhereItIs() throws Exception {
    Path inbox = Files.createDirectory(bench.folder.resolve("Inbox"));
    Path file = Files.writeString(inbox.resolve("letter.pdf"), "dear");
    FilesView.DoneAct act = bench.move(file, invoices);
    Files.delete(inbox);
    assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    assertEquals("dear", Files.readString(invoices.resolve("letter.pdf")));
    Files.createDirectory(inbox);
    bench.undo(act.id());
    assertEquals("dear", Files.readString(file));
  }

  @Test
  void twoWishesForTheSameFileMoveItOnce() throws Exception {
    Path bank = Files.createDirectory(bench.folder.resolve("Bank"));
    CompletableFuture<FilesView.DoneAct> one = bench.begin(photo, invoices);
    CompletableFuture<FilesView.DoneAct> other = bench.begin(photo, bank);
    assertEquals(FilesView.ActState.DONE, ActsBench.await(one).state());
    assertThrows(RequestFailure.class, () -> ActsBench.await(other));
    assertEquals(List.of("photo.webp"), ActsBench.names(invoices));
    assertEquals(List.of(), ActsBench.names(bank));
  }

  @Test
  void whatAProgramStillWritesArrivesInTheMovedFile() throws Exception {
    try (Writer open = Files.newBufferedWriter(photo, StandardOpenOption.APPEND)) {
      FilesView.DoneAct act = bench.move(photo, invoices);
      open.write(", and more");
      open.flush();
      assertEquals("the one and only, and more", Files.readString(Path.of(act.result())));
      bench.undo(act.id());
    }
    assertEquals("the one and only, and more", Files.readString(photo));
  }

  @Test
  void whatIsWrittenWhileItIsCopiedElsewhereStaysAndTheCopyGoes() throws Exception {
    Path other = anotherFileSystem();
    bench.close();
    bench =
        new ActsBench(
            directory,
            (classPath, job, arguments, progress) -> {
              var copied = ActsBench.inProcess().start(classPath, job, arguments, progress);
              write(photo, "written meanwhile, by another program");
              return copied;
            },
            true);
    FilesView.DoneAct act = bench.move(photo, other);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertEquals("written meanwhile, by another program", Files.readString(photo));
    assertEquals(List.of(), ActsBench.names(other));
  }

  @Test
  void howLongACopyMayTakeFollowsItsSize() throws Exception {
    Path other = anotherFileSystem();
    bench.close();
    List<Duration> limits = new ArrayList<>();
    bench =
        new ActsBench(
            directory,
            new Workers() {
              @Override
              public CompletableFuture<JsonNode> start(
                  ClassPath classPath, String job, JsonNode arguments, Job.Progress progress) {
                return CompletableFuture.failedFuture(new JobFailure("the disk is gone"));
              }

              @Override
              public CompletableFuture<JsonNode> start(
                  ClassPath classPath,
                  String job,
                  JsonNode arguments,
                  Job.Progress progress,
                  Duration limit) {
                limits.add(limit);
                return start(classPath, job, arguments, progress);
              }
            },
            true);
    try (RandomAccessFile sparse = new RandomAccessFile(photo.toFile(), "rw")) {
      sparse.setLength(600_000_000);
    }
    FilesView.DoneAct act = bench.move(photo, other);
    assertEquals("the disk is gone", act.message());
    assertEquals(List.of(Duration.ofMinutes(12)), limits);
  }

  /** What an offer of days ago would be done on. */
  private FilesView.DoneAct moveWhatWas(Acts.Terms terms, Path into) {
    return ActsBench.await(
        bench.acts.move(
            new Acts.Move("task", "download", null, FilesView.ActBy.OFFER, photo, into), terms));
  }

  private Acts.Terms asItIs() throws IOException {
    return new Acts.Terms(FileKey.of(photo), Digests.sha256(photo), Optional::empty);
  }

  private void replaceBy(String content) throws IOException {
    Path other = Files.writeString(bench.folder.resolve("other"), content);
    Files.move(other, photo, StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherFileThatTookTheNameIsNotMovedInItsPlace(boolean far) throws Exception {
    Path into = far ? anotherFileSystem() : invoices;
    open(true);
    Acts.Terms terms = asItIs();
    replaceBy("another one");
    FilesView.DoneAct act = moveWhatWas(terms, into);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertEquals("photo.webp was changed since it was downloaded: left alone", act.message());
    assertEquals("another one", Files.readString(photo));
    assertEquals(List.of(), ActsBench.names(into));
  }

  @Test
  void theSameFileIsMovedThoughItWasEditedAndTheSameBytesThoughTheyWereCopied() throws Exception {
    Acts.Terms terms = asItIs();
    replaceBy("the one and only");
    assertEquals(FilesView.ActState.DONE, moveWhatWas(terms, invoices).state());
    Files.writeString(photo, "the next one");
    Acts.Terms next = asItIs();
    Files.writeString(photo, ", filled in", StandardOpenOption.APPEND);
    FilesView.DoneAct act = moveWhatWas(next, invoices);
    assertEquals("the next one, filled in", Files.readString(Path.of(act.result())));
  }

  @Test
  void twinsThatDifferInCaseOnlyAreBothKept() throws IOException {
    Path twin = Files.writeString(bench.folder.resolve("PHOTO.webp"), "the other");
    FilesView.DoneAct one = bench.move(photo, invoices);
    FilesView.DoneAct other = bench.move(twin, invoices);
    assertEquals("the one and only", Files.readString(Path.of(one.result())));
    assertEquals("the other", Files.readString(Path.of(other.result())));
    bench.undo(one.id());
    bench.undo(other.id());
    assertEquals("the one and only", Files.readString(photo));
    assertEquals("the other", Files.readString(twin));
  }

  @Test
  void aFolderThatBecomesALinkOutOfWhatIsAllowedGetsNothing() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Path bank = Files.createDirectory(bench.folder.resolve("Bank"));
    FilesView.DoneAct act = bench.move(photo, bank);
    Files.move(bank, bench.folder.resolve("Was bank"));
    Files.createSymbolicLink(bank, outside);
    assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    Path next = Files.writeString(bench.folder.resolve("next.pdf"), "next");
    assertThrows(RequestFailure.class, () -> bench.move(next, bank));
    assertEquals(List.of(), ActsBench.names(outside));
    assertEquals("next", Files.readString(next));
  }

  /** In a namespace of its own with a file system of sixteen pages; nothing of it is left. */
  @Test
  void whereTheDiskIsFullTheFileStaysAndNoPartOfItIsLeft() throws Exception {
    Path small = Files.createDirectory(directory.resolve("elsewhere"));
    byte[] large = new byte[200_000];
    new java.util.Random(1).nextBytes(large);
    Files.write(photo, large);
    bench.close();
    List<String> acting = new ArrayList<>(WorkerCommand.java(ActingProcess.class.getName()));
    acting.addAll(List.of(directory.toString(), "move", small.toString()));
    String script = "mount -t tmpfs -o size=64k none \"$0\" && { \"$@\"; ls -A \"$0\"; }";
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, small.toString()));
    command.addAll(acting);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String left = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    bench = new ActsBench(directory, ActsBench.inProcess(), true);
    List<FilesView.DoneAct> acts = bench.onEngine(() -> bench.acts.list("", 2));
    Assumptions.assumeFalse(acts.isEmpty(), "needs name spaces for users");
    assertEquals("", left);
    assertEquals(FilesView.ActState.FAILED, acts.getFirst().state());
    assertArrayEquals(large, Files.readAllBytes(photo));
  }

  private static void deleteAt(Failpoint passed, Failpoint at, Path folder) {
    if (passed == at) {
      try {
        Files.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void toAnotherFileSystemItIsCopiedWithItsTimeAndComesBack() throws Exception {
    Path other = anotherFileSystem();
    open(true);
    var time = java.nio.file.attribute.FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(photo, time);
    FilesView.DoneAct act = bench.move(photo, other);
    assertEquals(FilesView.ActState.DONE, act.state(), act.message());
    assertFalse(Files.exists(photo));
    assertEquals(time, Files.getLastModifiedTime(other.resolve("photo.webp")));
    bench.undo(act.id());
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of(), ActsBench.names(other));
  }

  /** A folder in memory, where there is one, that the test's second folder is a link to. */
  private Path anotherFileSystem() throws IOException {
    Path memory = Path.of("/dev/shm");
    Assumptions.assumeTrue(
        Files.isWritable(memory)
            && !Files.getAttribute(memory, "unix:dev")
                .equals(Files.getAttribute(directory, "unix:dev")),
        "needs a second file system");
    Path place = Files.createTempDirectory(memory, "stillroom-test");
    memoryFolder = place;
    Files.createSymbolicLink(directory.resolve("elsewhere"), place);
    return place;
  }
}
