package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.host.worker.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A process dies at each step of an act; the next one finishes or rolls back. */
class ActRecoveryTest {

  @TempDir Path directory;
  private Path folder;
  private Path photo;
  private String original;

  @BeforeEach
  void aPhotoWhoseNameIsTaken() throws IOException {
    folder = Files.createDirectories(directory.resolve("Downloads"));
    photo = TestPictures.webp(folder.resolve("photo.webp"));
    original = Digests.sha256(photo);
    Files.writeString(folder.resolve("photo.jpg"), "mine");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      // See UnpackTest and EngineForgetFailpointTest.
      names = {"RESULT_ASIDE", "RESULT_CHECKED", "ORIGINAL_GIVEN_BACK", "JOURNAL_FORGOT"})
  void noFileIsLostAtAnyFailpoint(Failpoint failpoint) throws Exception {
    List<String> how = new ArrayList<>(List.of("remove", "undo"));
    if (failpoint == Failpoint.NAME_RESERVED) {
      how.add("without-links");
    }
    if (failpoint == Failpoint.ORIGINAL_COPIED) {
      keepOnAnotherFileSystem(directory);
    }
    haltAt(failpoint, how);
    recoverAndCheck(failpoint, true);
  }

  @ParameterizedTest
  @CsvSource({
    "WRITTEN_JOURNALLED",
    "RESULT_LINKED",
    "RESULT_PUBLISHED",
    "UNDO_JOURNALLED",
    "RESULT_REMOVED"
  })
  void anOriginalThatStaysIsNeverTouched(Failpoint failpoint) throws Exception {
    haltAt(failpoint, List.of("undo"));
    recoverAndCheck(failpoint, false);
    assertEquals(original, Digests.sha256(photo));
  }

  @Test
  void aNameThatAnUndoingReservedIsFilledAfterADeath() throws Exception {
    FilesView.DoneAct act;
    try (ActsBench bench = new ActsBench(directory, ActsBench.inProcess(), true)) {
      act = bench.convert(photo, true);
    }
    ActsBench.halt(directory, false, Failpoint.NAME_RESERVED, dying -> dying.acts.undo(act.id()));
    assertEquals(0, Files.size(photo));
    recoverAndCheck(Failpoint.UNDO_JOURNALLED, true);
  }

  private void recoverAndCheck(Failpoint failpoint, boolean removed) throws Exception {
    try (ActsBench bench = new ActsBench(directory, ActsBench.inProcess(), true)) {
      Path stray = Files.createDirectories(bench.home.scratch()).resolve("stray");
      Files.writeString(stray, "left by a worker");
      bench.recover();
      bench.recover();
      assertEquals(List.of(), ActsBench.names(bench.home.scratch()));
      FilesView.DoneAct act = bench.onEngine(() -> bench.acts.list("", 2)).getFirst();
      assertEquals("mine", Files.readString(folder.resolve("photo.jpg")));
      if (failpoint.compareTo(Failpoint.WRITTEN_JOURNALLED) < 0) {
        assertEquals(FilesView.ActState.FAILED, act.state());
        assertTrue(act.message().contains("photo.webp is untouched"), act.message());
      } else if (failpoint.compareTo(Failpoint.OUTCOME_JOURNALLED) <= 0) {
        assertEquals(FilesView.ActState.DONE, act.state(), act.message());
        Path result = folder.resolve("photo (1).jpg");
        assertEquals(result.toString(), act.result());
        assertEquals(act.digestAfter(), Digests.sha256(result));
        assertEquals(
            removed
                ? List.of("photo (1).jpg", "photo.jpg")
                : List.of("photo (1).jpg", "photo.jpg", "photo.webp"),
            bench.names());
        Path place =
            removed ? bench.home.keepingPlace().resolve(act.id()).resolve("photo.webp") : photo;
        assertEquals(original, Digests.sha256(place));
        bench.undo(act.id());
      } else {
        assertEquals(FilesView.ActState.UNDONE, act.state());
      }
      assertEquals(List.of("photo.jpg", "photo.webp"), bench.names());
      assertEquals(original, Digests.sha256(photo));
      if (Files.exists(bench.home.keepingPlace())) {
        assertEquals(List.of(), ActsBench.names(bench.home.keepingPlace()));
      }
    }
  }

  @Test
  void aWorkerThatIsKilledFailsItsActAlone() throws Exception {
    TestPictures.make(photo, TestPictures.Wish.of(3000, 2000), "webp");
    String before = Digests.sha256(photo);
    try (ActsBench bench = new ActsBench(directory)) {
      var running = bench.acts.convert(bench.order(photo, true), Acts.Terms.NONE);
      worker(ProcessHandle.current()).destroyForcibly();
      FilesView.DoneAct act = ActsBench.await(running);
      assertEquals(FilesView.ActState.FAILED, act.state());
      assertTrue(act.message().contains("137"), act.message());
      assertEquals(List.of("photo.jpg", "photo.webp"), bench.names());
      assertEquals(before, Digests.sha256(photo));
      assertEquals(FilesView.ActState.DONE, bench.convert(photo, true).state());
    }
  }

  @Test
  void aWorkerEndsWithItsEngine() throws Exception {
    TestPictures.make(photo, TestPictures.Wish.of(6000, 4000), "webp");
    String before = Digests.sha256(photo);
    Process engine = start(null, List.of("worker", "remove"));
    ProcessHandle worker = worker(engine.toHandle());
    engine.destroyForcibly();
    assertTrue(engine.waitFor(60, TimeUnit.SECONDS));
    worker.onExit().get(60, TimeUnit.SECONDS);
    try (ActsBench bench = new ActsBench(directory, ActsBench.inProcess(), true)) {
      bench.recover();
      FilesView.DoneAct act = bench.onEngine(() -> bench.acts.list("", 1)).getFirst();
      assertEquals(FilesView.ActState.FAILED, act.state());
      assertEquals(List.of("photo.jpg", "photo.webp"), bench.names());
      assertEquals(before, Digests.sha256(photo));
    }
  }

  /** The home's keeping place becomes a link to a memory file system, where there is one. */
  static void keepOnAnotherFileSystem(Path directory) throws IOException {
    Path memory = Path.of("/dev/shm");
    Assumptions.assumeTrue(
        Files.isWritable(memory)
            && !Files.getAttribute(memory, "unix:dev")
                .equals(Files.getAttribute(directory, "unix:dev")),
        "needs a second file system");
    Path place = Files.createTempDirectory(memory, "stillroom-test");
    place.toFile().deleteOnExit();
    Files.createDirectories(directory.resolve("home"));
    Files.createSymbolicLink(directory.resolve("home").resolve("kept"), place);
  }

  private static ProcessHandle worker(ProcessHandle engine) throws InterruptedException {
    long deadline = System.nanoTime() + ActsBench.PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<ProcessHandle> worker =
          engine
              .descendants()
              .filter(child -> child.info().commandLine().orElse("").contains("job.Worker"))
              .findFirst();
      if (worker.isPresent()) {
        return worker.get();
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    throw new AssertionError("no worker was started");
  }

  private void haltAt(Failpoint failpoint, List<String> how) throws Exception {
    Process process = start(failpoint, how);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(
        Failpoint.STATUS, process.exitValue(), Files.readString(directory.resolve("acting.log")));
  }

  private Process start(Failpoint failpoint, List<String> how) throws IOException {
    List<String> command = new ArrayList<>(WorkerCommand.java(ActingProcess.class.getName()));
    command.add(directory.toString());
    command.addAll(how);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("acting.log").toFile());
    if (failpoint != null) {
      builder.environment().put("STILLROOM_FAILPOINT", failpoint.name());
    }
    return builder.start();
  }
}
