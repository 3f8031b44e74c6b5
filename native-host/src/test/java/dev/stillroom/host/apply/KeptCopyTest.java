package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.host.worker.WorkerCommand;
import dev.stillroom.host.worker.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in the keeping place, on another file system, is known to its act. */
class KeptCopyTest {

  @TempDir Path directory;
  private Path folder;
  private Path photo;
  private String original;

  @BeforeEach
  void aPhotoAndAKeepingPlaceElsewhere() throws IOException {
    folder = Files.createDirectories(directory.resolve("Downloads")).toRealPath();
    photo = TestPictures.webp(folder.resolve("photo.webp"));
    original = Digests.sha256(photo);
    ActRecoveryTest.keepOnAnotherFileSystem(directory);
  }

  private static FilesView.DoneAct act(ActsBench bench) {
    return bench.onEngine(() -> bench.acts.list("", 2)).getFirst();
  }

  /** In a namespace of its own, in which the photo is a mount that nobody can remove. */
  @Test
  void theCopyOfAnOriginalThatCannotBeRemovedGoesAgain() throws Exception {
    new ActsBench(directory, ActsBench.inProcess(), true).close();
    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c"));
    command.addAll(List.of("mount --bind \"$0\" \"$0\" && exec \"$@\"", photo.toString()));
    command.addAll(WorkerCommand.java(ActingProcess.class.getName()));
    command.addAll(List.of(directory.toString(), "remove"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("acting.log").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    try (ActsBench bench = new ActsBench(directory, ActsBench.inProcess(), true)) {
      Assumptions.assumeFalse(
          bench.onEngine(() -> bench.acts.list("", 2)).isEmpty(), "needs name spaces for users");
      assertEquals(FilesView.ActState.DONE, act(bench).state());
      assertTrue(act(bench).message().contains("was left where it is"), act(bench).message());
      assertEquals(original, Digests.sha256(photo));
      assertEquals(List.of(), ActsBench.names(bench.home.keepingPlace()));
    }
  }

  @Test
  void theCopyOfAnOriginalThatIsGoneBelongsToItsActAndComesBack() throws Exception {
    Path moved = directory.resolve("moved");
    try (ActsBench bench =
        new ActsBench(
            directory,
            ActsBench.inProcess(),
            true,
            passed -> {
              if (passed == Failpoint.ORIGINAL_COPIED) {
                move(folder, moved);
              }
            })) {
      FilesView.DoneAct act = bench.convert(photo, true);
      Path kept = bench.home.keepingPlace().resolve(act.id()).resolve("photo.webp");
      assertTrue(act.message().startsWith("the original waits in " + kept), act.message());
      assertEquals(original, Digests.sha256(kept));

      move(moved, folder);
      Files.delete(photo);
      assertEquals(FilesView.ActState.UNDONE, bench.undo(act.id()).state());
      assertEquals(original, Digests.sha256(photo));
      assertFalse(Files.exists(kept));
    }
  }

  @Test
  void whatAWorkerCopiedOfAnOriginalThatWasEditedSinceGoesAgain() throws Exception {
    Workers real = ActsBench.inProcess();
    Workers slow =
        (classPath, job, arguments, progress) ->
            real.start(classPath, job, arguments, progress)
                .whenComplete(
                    (result, failure) -> {
                      if (job.equals(DigestJob.NAME)) {
                        write(photo, "my edit");
                      }
                    });
    try (ActsBench bench = ActsBench.reading(directory, slow)) {
      FilesView.DoneAct act = bench.convert(photo, true);
      assertTrue(act.message().contains("was left where it is"), act.message());
      assertEquals("my edit", Files.readString(photo));
      assertEquals(List.of(), ActsBench.names(bench.home.keepingPlace()));
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
