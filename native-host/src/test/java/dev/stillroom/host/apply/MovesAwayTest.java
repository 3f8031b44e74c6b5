package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moves on a memory stick that is pulled out and not there at the engine's next start. */
class MovesAwayTest {

  @TempDir Path directory;
  private Path stick;
  private Path photo;
  private Path invoices;
  private ActsBench bench;

  @BeforeEach
  void aStick() throws IOException {
    stick = Files.createDirectories(directory.toRealPath().resolve("Downloads/Stick"));
    photo = Files.writeString(stick.resolve("photo.webp"), "the one and only");
    invoices = Files.createDirectory(stick.resolve("Invoices"));
  }

  @AfterEach
  void close() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  private void start(boolean links) throws Exception {
    if (bench != null) {
      bench.close();
    }
    bench = new ActsBench(directory, ActsBench.inProcess(), links);
    bench.recover();
  }

  private Path away() {
    return directory.resolve("in a pocket");
  }

  private void pull() {
    move(stick, away());
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param otherKeys whether its files have other keys then, as those of FAT do
   */
  private void plug(boolean otherKeys) throws IOException {
    if (!otherKeys) {
      move(away(), stick);
      return;
    }
    try (Stream<Path> all = Files.walk(away())) {
      for (Path path : all.toList()) {
        Files.copy(path, stick.resolve(away().relativize(path).toString()));
      }
    }
  }

  private FilesView.DoneAct act() {
    return bench.onEngine(() -> bench.acts.list("", 2)).getFirst();
  }

  private void requireOnePhotoAtItsFirstPlace() throws IOException {
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of("Invoices", "photo.webp"), ActsBench.names(stick));
    assertEquals(List.of(), ActsBench.names(invoices));
  }

  @ParameterizedTest
  @CsvSource({
    "RESULT_LINKED, links, false",
    "RESULT_PUBLISHED, links, false",
    "RESULT_JOURNALLED, links, false",
    "ORIGINAL_KEPT, links, false",
    "NAME_RESERVED, without-links, false",
    "NAME_RESERVED, without-links, true",
    "RESULT_PUBLISHED, without-links, false",
    "RESULT_PUBLISHED, without-links, true",
    "RESULT_JOURNALLED, without-links, true",
    "ORIGINAL_KEPT, without-links, false",
    "ORIGINAL_KEPT, without-links, true"
  })
  void aMoveWaitsForItsStickAndIsFinishedThen(Failpoint failpoint, String how, boolean otherKeys)
      throws Exception {
    boolean links = how.equals("links");
    ActsBench.halt(directory, links, failpoint, dying -> dying.begin(photo, invoices));
    pull();
    start(links);
    start(links);
    assertEquals(FilesView.ActState.INTENDED, act().state(), act().message());
    assertTrue(act().message().contains("waits for Stillroom's next start"), act().message());
    RequestFailure refused = assertThrows(RequestFailure.class, () -> bench.undo(act().id()));
    assertTrue(refused.getMessage().contains("not there"), refused.getMessage());

    plug(otherKeys);
    start(links);
    if (failpoint == Failpoint.NAME_RESERVED) {
      assertEquals(FilesView.ActState.FAILED, act().state());
      assertTrue(act().message().contains("untouched"), act().message());
    } else {
      assertEquals(FilesView.ActState.DONE, act().state(), act().message());
      assertEquals(invoices.resolve("photo.webp").toString(), act().result());
      assertEquals("the one and only", Files.readString(invoices.resolve("photo.webp")));
      assertFalse(Files.exists(photo));
      bench.undo(act().id());
    }
    requireOnePhotoAtItsFirstPlace();
  }

  @ParameterizedTest
  @CsvSource({"links, false", "without-links, false", "without-links, true"})
  void anUndoingWaitsForItsStickToo(String how, boolean otherKeys) throws Exception {
    boolean links = how.equals("links");
    ActsBench.halt(
        directory,
        links,
        Failpoint.ORIGINAL_RESTORED,
        dying -> dying.begin(photo, invoices).thenAccept(done -> dying.acts.undo(done.id())));
    pull();
    start(links);
    assertEquals(FilesView.ActState.DONE, act().state());

    plug(otherKeys);
    start(links);
    assertEquals(FilesView.ActState.UNDONE, act().state(), act().message());
    requireOnePhotoAtItsFirstPlace();
  }

  @Test
  void whatWaitsForAStickThatNeverComesBackCanBeForgotten() throws Exception {
    ActsBench.halt(directory, true, Failpoint.ORIGINAL_KEPT, dying -> dying.begin(photo, invoices));
    pull();
    start(true);
    Forget forget = new Forget(bench.journal, Clock.systemUTC(), bench.acts);
    assertEquals(List.of(), bench.onEngine(forget::everything).kept());
    assertEquals(List.of(), bench.onEngine(() -> bench.acts.list("", 2)));
  }

  /** Without a crash: the disk goes at the very moment at which the file has its new name. */
  @Test
  void aStickThatIsPulledRightAfterTheMoveIsNoFailure() throws Exception {
    bench =
        new ActsBench(
            directory,
            ActsBench.inProcess(),
            false,
            passed -> {
              if (passed == Failpoint.RESULT_PUBLISHED) {
                pull();
              }
            });
    FilesView.DoneAct act = bench.move(photo, invoices);
    assertEquals(FilesView.ActState.DONE, act.state(), act.message());
    assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    plug(false);
    bench.undo(act.id());
    requireOnePhotoAtItsFirstPlace();
  }

  @Test
  void whatWasTakenFromItsNewPlaceBeforeTheNextStartWasMovedAllTheSame() throws Exception {
    ActsBench.halt(directory, true, Failpoint.ORIGINAL_KEPT, dying -> dying.begin(photo, invoices));
    move(invoices.resolve("photo.webp"), stick.resolve("mine.webp"));
    start(true);
    assertEquals(FilesView.ActState.DONE, act().state());
    assertTrue(act().message().contains("not there any more"), act().message());
    assertThrows(RequestFailure.class, () -> bench.undo(act().id()));
    assertEquals("the one and only", Files.readString(stick.resolve("mine.webp")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WRITTEN_JOURNALLED", "RESULT_PUBLISHED", "RESULT_JOURNALLED"})
  void aCopyToAStickThatIsPulledIsFinishedWhenItIsBack(Failpoint failpoint) throws Exception {
    Path memory = Path.of("/dev/shm");
    Assumptions.assumeTrue(
        Files.isWritable(memory)
            && !Files.getAttribute(memory, "unix:dev")
                .equals(Files.getAttribute(directory, "unix:dev")),
        "needs a second file system");
    Path other = Files.createTempDirectory(memory, "stillroom-test");
    Path pulled = other.resolveSibling(other.getFileName() + "-away");
    Files.createSymbolicLink(directory.resolve("elsewhere"), other);
    try {
      ActsBench.halt(directory, true, failpoint, dying -> dying.begin(photo, other));
      move(other, pulled);
      start(true);
      assertEquals("the one and only", Files.readString(photo));
      assertEquals(FilesView.ActState.INTENDED, act().state(), act().message());

      move(pulled, other);
      start(true);
      if (act().state() == FilesView.ActState.DONE) {
        assertFalse(Files.exists(photo));
        assertEquals("the one and only", Files.readString(other.resolve("photo.webp")));
        bench.undo(act().id());
      } else {
        assertEquals(Failpoint.WRITTEN_JOURNALLED, failpoint);
      }
      requireOnePhotoAtItsFirstPlace();
      assertEquals(List.of(), ActsBench.names(other));
    } finally {
      for (Path left : List.of(other, pulled)) {
        if (Files.exists(left)) {
          for (String name : ActsBench.names(left)) {
            Files.delete(left.resolve(name));
          }
          Files.delete(left);
        }
      }
    }
  }
}
