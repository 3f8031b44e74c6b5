package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives become folders beside them, whole or not at all, and go again. */
class UnpackTest {

  private static final Map<String, String> TRIP =
      Map.of("sea/", "", "sea/waves.txt", "waves", "a b.txt", "words", "sea/deep/x", "x");

  private static final Map<String, String> TRIP_UNPACKED =
      Map.of("trip/sea/waves.txt", "waves", "trip/a b.txt", "words", "trip/sea/deep/x", "x");

  @TempDir Path directory;
  private ActsBench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new ActsBench(directory, ActsBench.inProcess(), true);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private static FilesView.DoneAct unpack(ActsBench bench, Path archive, boolean removeOriginal) {
    return ActsBench.await(bench.acts.convert(order(archive, removeOriginal), Acts.Terms.NONE));
  }

  private static Acts.Order order(Path archive, boolean removeOriginal) {
    return new Acts.Order(
        "task", "download", null, FilesView.ActBy.PERSON, archive, "unpacked", removeOriginal);
  }

  private FilesView.DoneAct unpack(Path archive) {
    return unpack(bench, archive, false);
  }

  private Path archive(String name, Map<String, String> files) throws IOException {
    return TestArchives.make(bench.folder.resolve(name), files);
  }

  /** Every file below the folder and what is in it, but the archive. */
  private Map<String, String> unpacked() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(bench.folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().startsWith("trip.")) {
          all.put(bench.folder.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"trip.zip", "trip.tar", "trip.tar.gz", "trip.TGZ", "trip.tar.bz2"})
  void anArchiveBecomesAFolderBesideItAndUndoTakesItAway(String name) throws IOException {
    Path archive = archive(name.toLowerCase(), TRIP);
    archive = Files.move(archive, archive.resolveSibling(name));
    String before = Digests.sha256(archive);
    FilesView.DoneAct act = unpack(archive);
    assertEquals(FilesView.ActState.DONE, act.state(), act::message);
    assertEquals(bench.folder.resolve("trip").toString(), act.result());
    assertEquals(TRIP_UNPACKED, unpacked());
    assertFalse(Files.isExecutable(bench.folder.resolve("trip/a b.txt")));
    FilesView.DoneAct undone = bench.undo(act.id());
    assertEquals(FilesView.ActState.UNDONE, undone.state());
    assertEquals(null, undone.message());
    assertEquals(List.of(name), bench.names());
    assertEquals(before, Digests.sha256(archive));
  }

  @Test
  void aNameThatIsTakenIsLeftAndOneThatWouldBeDoubledIsNot() throws IOException {
    Path taken = Files.createDirectory(bench.folder.resolve("trip"));
    Files.writeString(taken.resolve("mine.txt"), "mine");
    FilesView.DoneAct act =
        unpack(archive("trip.zip", Map.of("trip/", "", "trip/a.txt", "a", "trip/trip", "b")));
    assertEquals(bench.folder.resolve("trip (1)").toString(), act.result());
    assertEquals(
        Map.of("trip/mine.txt", "mine", "trip (1)/a.txt", "a", "trip (1)/trip", "b"), unpacked());
    bench.undo(act.id());
    assertEquals(Map.of("trip/mine.txt", "mine"), unpacked());
  }

  @Test
  void anArchiveThatGoesComesBackFromTheKeepingPlace() throws IOException {
    Path archive = archive("trip.zip", TRIP);
    String before = Digests.sha256(archive);
    FilesView.DoneAct act = unpack(bench, archive, true);
    assertEquals(List.of("trip"), bench.names());
    bench.undo(act.id());
    assertEquals(List.of("trip.zip"), bench.names());
    assertEquals(before, Digests.sha256(archive));
  }

  @ParameterizedTest
  @ValueSource(strings = {"changed", "added", "removed", "renamed", "same size and time", "link"})
  void aFolderThatWasTouchedSinceStaysAsItIs(String how) throws IOException {
    FilesView.DoneAct act = unpack(archive("trip.zip", TRIP));
    Path waves = bench.folder.resolve("trip/sea/waves.txt");
    switch (how) {
      case "changed" -> Files.writeString(waves, "higher waves");
      case "added" -> Files.createDirectory(waves.resolveSibling("empty"));
      case "removed" -> Files.delete(waves);
      case "renamed" -> Files.move(waves, waves.resolveSibling("wave.txt"));
      case "link" -> Files.createSymbolicLink(waves.resolveSibling("link"), Path.of("/"));
      default -> {
        FileTime time = Files.getLastModifiedTime(waves);
        Files.writeString(waves, "WAVES");
        Files.setLastModifiedTime(waves, time);
      }
    }
    Map<String, String> before = unpacked();
    FilesView.DoneAct undone = bench.undo(act.id());
    assertEquals(FilesView.ActState.UNDONE, undone.state());
    assertTrue(undone.message().contains("trip was changed since"), undone::message);
    assertEquals(before, unpacked());
    assertEquals(List.of("trip", "trip.zip"), bench.names());
  }

  @Test
  void aFolderIsTheOnlyCopyOnceItsArchiveIsGone() throws IOException {
    Path archive = archive("trip.zip", TRIP);
    FilesView.DoneAct act = unpack(archive);
    Files.delete(archive);
    FilesView.DoneAct undone = bench.undo(act.id());
    assertTrue(undone.message().contains("left as it is"), undone::message);
    assertEquals(TRIP_UNPACKED, unpacked());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../out.txt",
        "a/../../out.txt",
        "/tmp/stillroom-out.txt",
        "..\\out.txt",
        "C:\\out.txt",
        "a\nb.txt",
        "a/b\u0000c"
      })
  void aNameThatLeadsElsewhereRefusesTheWholeArchive(String name) throws IOException {
    for (String archive : List.of("trip.zip", "trip.tar")) {
      Map<String, String> files = new LinkedHashMap<>(Map.of("good.txt", "good"));
      files.put(name, "owned");
      Path made = archive(archive, files);
      if (archive.endsWith("tar") && name.indexOf('\0') >= 0) {
        Files.delete(made); // There a name ends at it.
      } else {
        assertRefused(made, "cannot unpack " + archive);
      }
    }
  }

  @Test
  void linksAndWhatIsNoPlainFileRefuseTheWholeArchive() throws IOException {
    Path out = Files.createDirectory(directory.resolve("out"));
    assertRefused(
        TestArchives.zipWithALink(bench.folder.resolve("trip.zip"), "link", out.toString()),
        "is a link");
    for (byte kind :
        new byte[] {
          TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO, TarConstants.LF_CHR
        }) {
      assertRefused(
          TestArchives.tarWithALink(bench.folder.resolve("trip.tar"), kind, out.toString()),
          "is a link or no plain file");
    }
    assertEquals(List.of(), ActsBench.names(out));
  }

  @Test
  void whatIsTooMuchIsRefusedLongBeforeTheDiskIsFull() throws IOException {
    assertRefused(TestArchives.bomb(bench.folder.resolve("trip.zip"), 60), "too much for its size");
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i <= Unpacking.Limits.USUAL.entries(); i++) {
      many.put("f" + i, "");
    }
    assertRefused(archive("trip.tar", many), "more than 10000 files");
    assertRefused(archive("trip.zip", Map.of("a/".repeat(30) + "b", "deep")), "too deep");
    assertRefused(archive("trip.zip", Map.of()), "nothing is in it");
  }

  @Test
  void aFileThatIsAFolderTooAndOneThatIsThereTwiceAreRefused() throws IOException {
    Map<String, String> both = new LinkedHashMap<>();
    both.put("a", "a file");
    both.put("a/b", "in it");
    assertRefused(archive("trip.tar", both), "is a file and a folder");
    Map<String, String> twice = new LinkedHashMap<>();
    twice.put("a.txt", "first");
    twice.put("./a.txt", "second");
    assertRefused(archive("trip.tar", twice), "is in it twice");
  }

  @Test
  void damagedArchivesAreRefusedWithAReason() throws IOException {
    Random random = new Random(7);
    for (String name : List.of("trip.zip", "trip.tar", "trip.tar.gz", "trip.tar.bz2")) {
      for (int i = 0; i < 25; i++) {
        Path archive = archive(name, TRIP);
        byte[] bytes = Files.readAllBytes(archive);
        int cut = random.nextInt(bytes.length);
        if (i % 2 == 0) {
          bytes = Arrays.copyOf(bytes, cut);
        } else {
          for (int k = 0; k < 20; k++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
          }
        }
        Files.write(archive, bytes);
        FilesView.DoneAct act = unpack(archive);
        if (act.state() == FilesView.ActState.DONE) {
          // Names in a zip and all of a plain tar have no check sum; a piece is never the whole.
          if (i % 2 == 0 || name.startsWith("trip.tar.")) {
            assertEquals(TRIP_UNPACKED, unpacked(), name);
          }
          bench.undo(act.id());
        } else {
          assertTrue(act.message().startsWith("cannot unpack " + name), act::message);
        }
        assertEquals(List.of(name), bench.names());
        Files.delete(archive);
      }
    }
    Files.write(bench.folder.resolve("trip.zip"), "no archive".getBytes(StandardCharsets.UTF_8));
    assertRefused(bench.folder.resolve("trip.zip"), "cannot unpack trip.zip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"trip.tar.gz", "trip.tar.bz2"})
  void anArchivePackedInSeveralStreamsIsUnpackedWhole(String name) throws IOException {
    byte[] tar = twoFiles();
    Path archive = bench.folder.resolve(name);
    TestArchives.pack(archive, Arrays.copyOf(tar, ONE_FILE), from(tar, ONE_FILE));
    assertEquals(FilesView.ActState.DONE, unpack(archive).state());
    assertEquals(Map.of("trip/a.txt", "a", "trip/b.txt", "b"), unpacked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"trip.tar", "trip.tar.gz", "trip.tar.bz2"})
  void anArchiveThatWasCutBetweenTwoFilesIsRefused(String name) throws IOException {
    byte[] tar = twoFiles();
    for (int length : new int[] {ONE_FILE, 2 * ONE_FILE, 2 * ONE_FILE + 512}) {
      assertRefused(
          TestArchives.pack(bench.folder.resolve(name), Arrays.copyOf(tar, length)),
          "its end is missing");
    }
    TestArchives.pack(bench.folder.resolve(name), Arrays.copyOf(tar, 2 * ONE_FILE + 1024));
    assertEquals(FilesView.ActState.DONE, unpack(bench.folder.resolve(name)).state());
  }

  @Test
  void anArchiveWithAnotherOneBehindItsEndIsRefused() throws IOException {
    byte[] tar = twoFiles();
    assertRefused(
        TestArchives.pack(bench.folder.resolve("trip.tar.gz"), tar, tar),
        "more is in it behind its end");
  }

  /**
   * Says of everything that was read that it holds something else: who reads it again does not
   * believe it.
   */
  private static Workers inventing(List<String> asked) {
    Workers real = ActsBench.inProcess();
    return (classPath, job, arguments, progress) -> {
      asked.add(job);
      return real.start(classPath, job, arguments, progress)
          .thenApply(
              result -> {
                ObjectNode invented = (ObjectNode) result;
                if (job.equals(Unpacking.JOB)) {
                  invented.put("digest", FolderDigest.PREFIX + "invented");
                  invented.put("sourceDigest", "invented");
                }
                invented.path("seen").forEach(one -> invent((ObjectNode) one));
                return invented;
              });
    };
  }

  private static void invent(ObjectNode seen) {
    boolean folder = FolderDigest.is(seen.path("digest").asText());
    seen.put("digest", folder ? FolderDigest.PREFIX + "invented" : "invented");
  }

  /** Lets workers that read wait until they are let go. */
  private static final class Slow implements Workers {
    private final Workers real = inventing(new ArrayList<>());
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

    @Override
    public CompletableFuture<JsonNode> start(
        ClassPath classPath, String job, JsonNode arguments, Job.Progress progress) {
      CompletableFuture<JsonNode> result = new CompletableFuture<>();
      Runnable work =
          () ->
              real.start(classPath, job, arguments, progress)
                  .whenComplete(
                      (done, failure) -> {
                        if (failure == null) {
                          result.complete(done);
                        } else {
                          result.completeExceptionally(failure);
                        }
                      });
      if (job.equals(DigestJob.NAME)) {
        waiting.add(work);
      } else {
        work.run();
      }
      return result;
    }

    void letGoUntil(CompletableFuture<?> done) throws InterruptedException {
      long deadline = System.nanoTime() + ActsBench.PATIENCE.toNanos();
      while (!done.isDone()) {
        assertTrue(System.nanoTime() < deadline, "did not come to its end");
        Runnable next = waiting.poll(10, TimeUnit.MILLISECONDS);
        if (next != null) {
          next.run();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WRITTEN_JOURNALLED, false, here",
    "NAME_RESERVED, true, here",
    "RESULT_PUBLISHED, false, here",
    "RESULT_PUBLISHED, true, elsewhere",
    "RESULT_JOURNALLED, true, here",
    "RESULT_JOURNALLED, true, elsewhere",
    "ORIGINAL_COPIED, true, elsewhere",
    "ORIGINAL_KEPT, true, here",
    "UNDO_JOURNALLED, true, here",
    "UNDO_JOURNALLED, true, elsewhere",
    "ORIGINAL_RESTORED, true, here",
    "ORIGINAL_RESTORED, true, elsewhere",
    "RESULT_ASIDE, true, here",
    "RESULT_CHECKED, false, here"
  })
  void theEngineServesWhileAWorkerReadsWhatACrashInterrupted(
      Failpoint at, boolean remove, String keptWhere) throws Exception {
    Path archive = archive("trip.zip", TRIP);
    String before = Digests.sha256(archive);
    bench.close();
    if (keptWhere.equals("elsewhere")) {
      ActRecoveryTest.keepOnAnotherFileSystem(directory);
    }
    ActsBench.halt(
        directory,
        inventing(new ArrayList<>()),
        true,
        -1,
        at,
        dying ->
            dying
                .acts
                .convert(order(archive, remove), Acts.Terms.NONE)
                .thenCompose(act -> dying.acts.undo(act.id())));
    Slow slow = new Slow();
    bench = ActsBench.reading(directory, slow);
    CompletableFuture<Void> recovering = bench.onEngine(bench.acts::recover);

    FilesView.DoneAct act = bench.onEngine(() -> bench.acts.list("", 2)).getFirst();
    assertFalse(recovering.isDone(), "it was read on the engine's thread");
    RequestFailure early = assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    assertTrue(early.getMessage().contains("try again in a moment"), early::getMessage);

    slow.letGoUntil(recovering);
    recovering.join();
    FilesView.DoneAct finished = bench.find(act.id());
    assertEquals(null, finished.message());
    if (finished.state() == FilesView.ActState.DONE) {
      assertEquals(TRIP_UNPACKED, unpacked());
      CompletableFuture<FilesView.DoneAct> undone = bench.acts.undo(act.id());
      slow.letGoUntil(undone);
      assertEquals(null, undone.join().message());
    } else {
      assertEquals(FilesView.ActState.UNDONE, finished.state());
    }
    assertEquals(List.of("trip.zip"), bench.names());
    assertEquals(before, Digests.sha256(archive));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAWorkerReadIsNotReadAgainOnTheEnginesThread(boolean restarted) throws Exception {
    Path archive = archive("trip.zip", TRIP);
    bench.close();
    List<String> asked = new ArrayList<>();
    bench = new ActsBench(directory, inventing(asked), true);
    FilesView.DoneAct act = unpack(bench, archive, true);
    assertEquals(null, act.message());
    assertEquals(List.of("trip"), bench.names());
    if (restarted) {
      bench.close();
      bench = new ActsBench(directory, inventing(asked), true);
    }
    assertEquals(null, bench.undo(act.id()).message());
    assertEquals(List.of("trip.zip"), bench.names());
    assertEquals(
        restarted ? List.of(Unpacking.JOB, DigestJob.NAME) : List.of(Unpacking.JOB), asked);
  }

  /** Bytes of a header and a record of content. */
  private static final int ONE_FILE = 1024;

  private byte[] twoFiles() throws IOException {
    Path made =
        TestArchives.make(
            directory.resolve("two.tar"), new TreeMap<>(Map.of("a.txt", "a", "b.txt", "b")));
    return Files.readAllBytes(made);
  }

  private static byte[] from(byte[] bytes, int start) {
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  @Test
  void whatIsNoArchiveByItsNameIsRefusedBeforeAnythingBegins() throws IOException {
    Path text = Files.writeString(bench.folder.resolve("trip.txt"), "text");
    assertThrows(RequestFailure.class, () -> unpack(text));
    assertEquals(List.of(), bench.onEngine(() -> bench.acts.list("", 10)));
  }

  private void assertRefused(Path archive, String why) throws IOException {
    String before = Digests.sha256(archive);
    FilesView.DoneAct act = unpack(archive);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertTrue(act.message().contains(why), act::message);
    assertEquals(List.of(archive.getFileName().toString()), bench.names());
    assertEquals(before, Digests.sha256(archive));
    Files.delete(archive);
  }

  @ParameterizedTest
  @CsvSource({
    "INTENT_JOURNALLED, false",
    "TEMPORARY_WRITTEN, false",
    "WRITTEN_JOURNALLED, false",
    "NAME_RESERVED, false",
    "RESULT_PUBLISHED, false",
    "RESULT_JOURNALLED, true",
    "ORIGINAL_KEPT, true",
    "OUTCOME_JOURNALLED, true",
    "UNDO_JOURNALLED, true",
    "ORIGINAL_RESTORED, true",
    "RESULT_ASIDE, true",
    "RESULT_CHECKED, false",
    "RESULT_REMOVED, true",
    "UNDO_OUTCOME_JOURNALLED, false"
  })
  void aDeathAtAnyStepLosesNothingAndUndoWorksAfterIt(Failpoint at, boolean remove)
      throws Exception {
    Path archive = archive("trip.tar.gz", TRIP);
    String before = Digests.sha256(archive);
    bench.close();
    ActsBench.halt(
        directory,
        true,
        at,
        dying ->
            dying
                .acts
                .convert(order(archive, remove), Acts.Terms.NONE)
                .thenCompose(act -> dying.acts.undo(act.id())));
    open();
    bench.recover();
    bench.recover();
    FilesView.DoneAct act = bench.onEngine(() -> bench.acts.list("", 2)).getFirst();
    if (act.state() == FilesView.ActState.DONE) {
      assertEquals(TRIP_UNPACKED, unpacked());
      bench.undo(act.id());
    } else {
      assertEquals(
          at.compareTo(Failpoint.WRITTEN_JOURNALLED) < 0
              ? FilesView.ActState.FAILED
              : FilesView.ActState.UNDONE,
          act.state(),
          act::message);
    }
    assertEquals(List.of("trip.tar.gz"), bench.names());
    assertEquals(before, Digests.sha256(archive));
  }

  @Test
  void whatSomebodyPutsInWhileItIsTakenAwayComesBackWithIt() throws Exception {
    Path archive = archive("trip.zip", TRIP);
    bench.close();
    bench =
        new ActsBench(
            directory,
            ActsBench.inProcess(),
            true,
            passed -> {
              if (passed == Failpoint.RESULT_ASIDE) {
                addToWhatIsAside();
              }
            });
    FilesView.DoneAct act = unpack(archive);
    FilesView.DoneAct undone = bench.undo(act.id());
    assertTrue(undone.message().contains("was changed at this moment"), undone::message);
    Map<String, String> more = new TreeMap<>(TRIP_UNPACKED);
    more.put("trip/late.txt", "late");
    assertEquals(more, unpacked());
  }

  private void addToWhatIsAside() {
    try (Stream<Path> all = Files.list(bench.folder)) {
      Path aside = all.filter(path -> path.toString().endsWith(".aside")).findFirst().orElseThrow();
      Files.writeString(aside.resolve("late.txt"), "late");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void filesAreAsOldAsTheArchiveSaysAndNotOfTheFuture() throws IOException {
    unpack(archive("trip.zip", TRIP));
    Instant time = Files.getLastModifiedTime(bench.folder.resolve("trip/a b.txt")).toInstant();
    assertFalse(time.isAfter(Instant.now()));
  }
}
