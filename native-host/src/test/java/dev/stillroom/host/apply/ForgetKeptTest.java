package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Forgotten;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.watch.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forgetting an act whose original waits in the keeping place and cannot go back. */
class ForgetKeptTest {

  @TempDir Path directory;
  private ActsBench bench;
  private Forget forget;
  private Path photo;
  private String original;
  private FilesView.DoneAct act;
  private Path kept;

  @BeforeEach
  void aPhotoWhoseOriginalIsKept() throws IOException {
    bench = new ActsBench(directory, ActsBench.inProcess(), true);
    forget = new Forget(bench.journal, Clock.systemUTC(), bench.acts);
    photo = TestPictures.webp(bench.folder.resolve("photo.webp"));
    original = Digests.sha256(photo);
    act = bench.convert(photo, true);
    kept = bench.home.keepingPlace().resolve(act.id()).resolve("photo.webp");
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private Forgotten forgetAll() {
    return bench.onEngine(forget::everything);
  }

  private long acts() {
    return bench.onEngine(() -> bench.journal.count("SELECT count(*) FROM act"));
  }

  @Test
  void anOriginalWhoseFolderIsTakenBackKeepsItsActUntilItCanGoBack() throws IOException {
    bench.takenBack = bench.folder;

    Forgotten forgotten = forgetAll();

    assertEquals(List.of(new Forgotten.Kept(act.id(), kept, photo, original)), forgotten.kept());
    assertEquals(original, Digests.sha256(kept));
    FilesView.DoneAct left = bench.find(act.id());
    assertTrue(left.mayUndo());
    assertEquals(null, left.taskId());
    assertEquals(null, left.downloadId());

    bench.takenBack = null;
    assertEquals(List.of(), forgetAll().kept());
    assertEquals(0, acts());
    assertEquals(original, Digests.sha256(photo));
    assertFalse(Files.exists(kept));
  }

  @Test
  void whatWaitsCanBeUndone() throws IOException {
    bench.takenBack = bench.folder;
    forgetAll();
    bench.takenBack = null;

    assertEquals(FilesView.ActState.UNDONE, bench.undo(act.id()).state());

    assertEquals(List.of("photo.webp"), bench.names());
    assertEquals(original, Digests.sha256(photo));
  }

  @Test
  void whereTheDiskOfTheKeepingPlaceIsAwayTheActStays() throws IOException {
    Path disk = directory.resolve("disk");
    Files.move(bench.home.keepingPlace(), disk);
    Path unmounted = directory.resolve("unmounted");
    Files.createSymbolicLink(bench.home.keepingPlace(), unmounted);

    assertEquals(1, forgetAll().kept().size());
    assertEquals(1, acts());

    Files.move(disk, unmounted);
    assertEquals(List.of(), forgetAll().kept());
    assertEquals(original, Digests.sha256(photo));
  }
}
