package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Forgotten;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.host.worker.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActsTest {

  @TempDir Path directory;
  private ActsBench bench;
  private Path photo;
  private String original;

  @BeforeEach
  void open() throws IOException {
    bench = new ActsBench(directory, ActsBench.inProcess(), true);
    photo = TestPictures.webp(bench.folder.resolve("photo.webp"));
    original = Digests.sha256(photo);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void anOriginalWhoseActIsForgottenGoesBackAndNothingIsOverwritten() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    Path kept = bench.home.keepingPlace().resolve(act.id()).resolve("photo.webp");
    Path other = Files.writeString(photo, "another picture of that name");
    assertTrue(
        bench.onEngine(
            () -> bench.acts.giveBack(new Forgotten.Kept(act.id(), kept, photo, original))));
    assertEquals("another picture of that name", Files.readString(other));
    assertEquals(original, Digests.sha256(bench.folder.resolve("photo (1).webp")));
    assertFalse(Files.exists(kept.getParent()));
  }

  @Test
  void theResultIsBesideTheOriginal() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, false);
    assertEquals(FilesView.ActState.DONE, act.state());
    assertEquals(bench.folder.resolve("photo.jpg").toString(), act.result());
    assertEquals(List.of("photo.jpg", "photo.webp"), bench.names());
    assertEquals(original, act.digestBefore());
    assertEquals(Digests.sha256(bench.folder.resolve("photo.jpg")), act.digestAfter());
    assertEquals(original, Digests.sha256(photo));
    assertTrue(act.mayUndo());
  }

  @Test
  void aResultThatTakesMoreRoomIsSaidToDoSo() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, false);
    long before = Files.size(photo);
    long after = Files.size(Path.of(act.result()));
    assertTrue(after > before, "a lossy WebP of this picture is smaller than its JPEG");
    assertEquals(
        "the new file is larger: %,d bytes instead of %,d".formatted(after, before), act.message());
    Path black = TestPictures.black(bench.folder.resolve("black.png"), 900, 900);
    FilesView.DoneAct small = bench.convert(black, false);
    assertEquals(Files.size(Path.of(small.result())) > Files.size(black), small.message() != null);
  }

  @Test
  void howLargeStandsInTheJournalAndNotInTheName() {
    FilesView.DoneAct act =
        ActsBench.await(
            bench.acts.convert(
                new Acts.Order(
                    "task", "download", null, FilesView.ActBy.PERSON, photo, "JPG@20", false),
                Acts.Terms.NONE));
    assertEquals(new View.Conversion("jpeg@20", false), act.act());
    assertEquals(bench.folder.resolve("photo.jpg").toString(), act.result());
    assertEquals(FilesView.ActState.UNDONE, bench.undo(act.id()).state());
  }

  @Test
  void anExistingNameIsNeverOverwritten() throws IOException {
    Files.writeString(bench.folder.resolve("photo.jpg"), "mine");
    FilesView.DoneAct act = bench.convert(photo, false);
    assertEquals(bench.folder.resolve("photo (1).jpg").toString(), act.result());
    assertEquals("mine", Files.readString(bench.folder.resolve("photo.jpg")));
  }

  @Test
  void twoActsToTheSameNameGetTwoNames() throws IOException {
    Path other =
        TestPictures.make(bench.folder.resolve("photo.png"), TestPictures.Wish.of(30, 20), "png");
    var first = bench.acts.convert(bench.order(photo, false), Acts.Terms.NONE);
    var second = bench.acts.convert(bench.order(other, false), Acts.Terms.NONE);
    assertFalse(ActsBench.await(first).result().equals(ActsBench.await(second).result()));
    assertEquals(List.of("photo (1).jpg", "photo.jpg", "photo.png", "photo.webp"), bench.names());
  }

  @Test
  void aRemovedOriginalWaitsInTheKeepingPlace() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    assertEquals(List.of("photo.jpg"), bench.names());
    Path kept = bench.home.keepingPlace().resolve(act.id()).resolve("photo.webp");
    assertEquals(original, Digests.sha256(kept));
  }

  @Test
  void undoRemovesTheResult() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, false);
    FilesView.DoneAct undone = bench.undo(act.id());
    assertEquals(FilesView.ActState.UNDONE, undone.state());
    assertEquals(List.of("photo.webp"), bench.names());
    assertFalse(undone.mayUndo());
    assertNull(undone.message());
  }

  @Test
  void undoBringsTheOriginalBack() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    assertNull(bench.undo(act.id()).message());
    assertEquals(List.of("photo.webp"), bench.names());
    assertEquals(original, Digests.sha256(photo));
    assertEquals(List.of(), ActsBench.names(bench.home.keepingPlace()));
  }

  @Test
  void undoLeavesAResultThatThePersonEdited() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    Files.writeString(bench.folder.resolve("photo.jpg"), "my edit");
    FilesView.DoneAct undone = bench.undo(act.id());
    assertEquals(FilesView.ActState.UNDONE, undone.state());
    assertTrue(undone.message().contains("photo.jpg was changed since"));
    assertEquals("my edit", Files.readString(bench.folder.resolve("photo.jpg")));
    assertEquals(original, Digests.sha256(photo));
  }

  @Test
  void undoDoesNotOverwriteWhatTookTheOriginalsName() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    Files.writeString(photo, "another");
    FilesView.DoneAct undone = bench.undo(act.id());
    assertTrue(undone.message().contains("photo (1).webp"));
    assertEquals("another", Files.readString(photo));
    assertEquals(original, Digests.sha256(bench.folder.resolve("photo (1).webp")));
  }

  /** As a browser keeps a name for a download that is under way. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEmptyFileOfThePersonsStaysWhereTheOriginalWas(boolean links) throws Exception {
    bench.close();
    bench = new ActsBench(directory, ActsBench.inProcess(), links);
    FilesView.DoneAct act = bench.convert(photo, true);
    Files.createFile(photo);
    FilesView.DoneAct undone = bench.undo(act.id());
    assertTrue(undone.message().contains("back as photo (1).webp"), undone.message());
    assertEquals(List.of("photo (1).webp", "photo.webp"), bench.names());
    assertEquals(0, Files.size(photo));
    assertEquals(original, Digests.sha256(bench.folder.resolve("photo (1).webp")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOnlyPictureLeftStaysWhereItIsHoweverLateTheUndo(boolean edited) throws IOException {
    FilesView.DoneAct act = bench.convert(photo, false);
    bench.pass(Duration.ofDays(31));
    byte[] before = Files.readAllBytes(photo);
    if (edited) {
      Files.writeString(photo, "my edit");
    } else {
      Files.delete(photo);
    }
    RequestFailure refused = assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    assertTrue(
        refused
            .getMessage()
            .endsWith("photo.webp is not as it was, so photo.jpg was left as it is"),
        refused.getMessage());
    bench.onEngine(() -> bench.acts.purgeKept(bench.now()));
    assertEquals(act.digestAfter(), Digests.sha256(bench.folder.resolve("photo.jpg")));
    assertTrue(bench.find(act.id()).mayUndo(), "once the original is there again");
    Files.write(photo, before);
    assertEquals(FilesView.ActState.UNDONE, bench.undo(act.id()).state());
    assertEquals(List.of("photo.webp"), bench.names());
  }

  @Test
  void anOriginalThatGoesWhileItIsUndoneLeavesTheResult() throws Exception {
    bench.close();
    bench =
        new ActsBench(
            directory,
            ActsBench.inProcess(),
            true,
            passed -> {
              if (passed == Failpoint.UNDO_JOURNALLED) {
                photo.toFile().delete();
              }
            });
    FilesView.DoneAct act = bench.convert(photo, false);
    FilesView.DoneAct undone = bench.undo(act.id());
    assertEquals(List.of("photo.jpg"), bench.names());
    assertTrue(undone.message().endsWith("photo.jpg was left as it is"), undone.message());
  }

  /** A version before this one moved the last copy there. */
  @Test
  void whatAnUndoneActLeftInTheKeepingPlaceIsNeverPurged() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    Path kept = bench.home.keepingPlace().resolve(act.id()).resolve("photo.webp");
    bench.onEngine(
        () -> {
          bench.journal.durably(
              () -> bench.journal.update("UPDATE act SET state = 'UNDONE', step = 'UNDONE'"));
          return null;
        });
    assertEquals(0, daily(40));
    assertEquals(original, Digests.sha256(kept));
  }

  @Test
  void nothingIsUndoneInAFolderThatWasTakenBack() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    bench.takenBack = bench.folder;
    assertCode(ErrorCode.OUTSIDE_ALLOWED_FOLDERS, () -> bench.undo(act.id()));
    assertEquals(List.of("photo.jpg"), bench.names());
    bench.takenBack = null;
    assertEquals(FilesView.ActState.UNDONE, bench.undo(act.id()).state());
    assertEquals(List.of("photo.webp"), bench.names());
  }

  @Test
  void anActUnderWayGetsNoNameInAFolderThatIsTakenBack() throws Exception {
    bench.close();
    Workers inProcess = ActsBench.inProcess();
    bench =
        new ActsBench(
            directory,
            (classPath, job, arguments, progress) -> {
              CompletableFuture<JsonNode> done =
                  inProcess.start(classPath, job, arguments, progress);
              bench.takenBack = bench.folder;
              return done;
            },
            true);
    FilesView.DoneAct act = bench.convert(photo, true);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertEquals(bench.folder + " is not allowed any more", act.message());
    assertEquals(List.of("photo.webp"), bench.names());
  }

  @Test
  void anActIsUndoneOnlyOnce() {
    FilesView.DoneAct act = bench.convert(photo, false);
    bench.undo(act.id());
    assertCode(ErrorCode.NOT_POSSIBLE_NOW, () -> bench.undo(act.id()));
    assertCode(ErrorCode.NOT_FOUND, () -> bench.undo("none"));
  }

  @Test
  void aPictureThatCannotBeConvertedFailsTheActAndLeavesNothing() throws IOException {
    Files.writeString(photo, "not a picture");
    FilesView.DoneAct act = bench.convert(photo, true);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertTrue(act.message().contains("no picture"));
    assertEquals(List.of("photo.webp"), bench.names());
    assertEquals("not a picture", Files.readString(photo));
    assertFalse(act.mayUndo());
  }

  @Test
  void whatIsOutsideTheAllowedFoldersIsRefused() throws IOException {
    Path outside = TestPictures.webp(directory.resolve("secret.webp"));
    assertCode(ErrorCode.OUTSIDE_ALLOWED_FOLDERS, () -> bench.convert(outside, false));
    Path around = bench.folder.resolve("..").resolve("secret.webp");
    assertCode(ErrorCode.OUTSIDE_ALLOWED_FOLDERS, () -> bench.convert(around, false));
    Path linkedFolder =
        Files.createSymbolicLink(bench.folder.resolve("sub"), directory.resolve("home"));
    Path through = TestPictures.webp(linkedFolder.resolve("in.webp"));
    assertCode(ErrorCode.OUTSIDE_ALLOWED_FOLDERS, () -> bench.convert(through, false));
    assertEquals(List.of(), bench.onEngine(() -> bench.acts.list("", 10)));
  }

  @Test
  void onlyPlainFilesAreTouched() throws IOException {
    Path link = Files.createSymbolicLink(bench.folder.resolve("link.webp"), photo);
    assertCode(ErrorCode.NOT_ALLOWED, () -> bench.convert(link, false));
    Path inner = Files.createDirectory(bench.folder.resolve("inner.webp"));
    assertCode(ErrorCode.NOT_ALLOWED, () -> bench.convert(inner, false));
    assertCode(ErrorCode.NOT_FOUND, () -> bench.convert(bench.folder.resolve("gone.webp"), false));
  }

  @Test
  void aSourceThatChangesMeanwhileIsLeftAlone() throws Exception {
    try (ActsBench changing =
        new ActsBench(
            directory.resolve("other"),
            (classPath, job, arguments, progress) -> {
              var done = ActsBench.inProcess().start(classPath, job, arguments, progress);
              try {
                Files.writeString(Path.of(arguments.get("source").asText()), "new content");
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              return done;
            },
            true)) {
      Path source = TestPictures.webp(changing.folder.resolve("a.webp"));
      FilesView.DoneAct act = changing.convert(source, true);
      assertEquals(FilesView.ActState.FAILED, act.state());
      assertTrue(act.message().contains("was changed while it was converted"));
      assertEquals(List.of("a.webp"), changing.names());
      assertEquals("new content", Files.readString(source));
    }
  }

  @Test
  void aFileSystemWithoutLinksIsNoObstacle() throws Exception {
    try (ActsBench plain =
        new ActsBench(directory.resolve("plain"), ActsBench.inProcess(), false)) {
      Path source = TestPictures.webp(plain.folder.resolve("a.webp"));
      Files.writeString(plain.folder.resolve("a.jpg"), "mine");
      FilesView.DoneAct act = plain.convert(source, true);
      assertEquals(List.of("a (1).jpg", "a.jpg"), plain.names());
      assertNull(plain.undo(act.id()).message());
      assertEquals(List.of("a.jpg", "a.webp"), plain.names());
    }
  }

  @Test
  void keptOriginalsGoAfterThirtyDays() throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    assertEquals(0, purge());
    assertEquals(0, daily(29));
    assertEquals(1, daily(1));
    assertEquals(List.of(), ActsBench.names(bench.home.keepingPlace()));
    assertFalse(bench.find(act.id()).mayUndo());
    RequestFailure refused = assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    assertTrue(refused.getMessage().contains("30 days"));
  }

  private int purge() {
    return bench.onEngine(() -> bench.acts.purgeKept(bench.now()));
  }

  /** Days with a round each; how many originals were removed. */
  private int daily(int days) {
    int purged = 0;
    for (int day = 0; day < days; day++) {
      bench.pass(Duration.ofDays(1));
      purged += purge();
    }
    return purged;
  }

  @Test
  void aClockThatStandsAheadForARoundRemovesNoOriginal() throws Exception {
    FilesView.DoneAct act = bench.convert(photo, true);
    assertEquals(0, purge());
    assertEquals(0, daily(20));
    bench.pass(Duration.ofDays(400));
    for (int hour = 0; hour < 24; hour++) {
      assertEquals(0, purge());
      bench.pass(Duration.ofHours(1));
    }
    // The next engine reads a clock that was set right, and so back.
    bench.close();
    bench = new ActsBench(directory, ActsBench.inProcess(), true);
    assertEquals(0, purge());
    assertEquals(0, daily(8));
    assertTrue(bench.find(act.id()).mayUndo());
    assertEquals(1, daily(1));
  }

  @Test
  void anOriginalThatWasKeptWhenTheClockStoodYearsBehindIsNotRemovedOnceItIsRight()
      throws IOException {
    FilesView.DoneAct act = bench.convert(photo, true);
    bench.pass(Duration.ofDays(4000));
    assertEquals(0, purge());
    bench.pass(Duration.ofDays(1));
    assertEquals(0, purge());
    bench.undo(act.id());
    assertEquals(List.of("photo.webp"), bench.names());
  }

  @Test
  void actsAreFoundByTheirNames() throws IOException {
    FilesView.DoneAct first = bench.convert(photo, false);
    bench.pass(Duration.ofMinutes(1));
    Path other = TestPictures.webp(bench.folder.resolve("100%_other.webp"));
    FilesView.DoneAct second = bench.convert(other, false);
    assertEquals(
        List.of(second.id(), first.id()),
        bench.onEngine(() -> bench.acts.list("", 10)).stream().map(FilesView.DoneAct::id).toList());
    assertEquals(
        List.of(second.id()),
        bench.onEngine(() -> bench.acts.list("%_", 10)).stream()
            .map(FilesView.DoneAct::id)
            .toList());
    assertEquals(1, bench.onEngine(() -> bench.acts.list("", 1)).size());
  }

  @Test
  void aRealWorkerProcessConverts() throws Exception {
    try (ActsBench real = new ActsBench(directory.resolve("real"))) {
      Path source = TestPictures.webp(real.folder.resolve("a.webp"));
      assertEquals(FilesView.ActState.DONE, real.convert(source, false).state());
      assertEquals(List.of("a.jpg", "a.webp"), real.names());
    }
  }

  private static void assertCode(ErrorCode code, org.junit.jupiter.api.function.Executable work) {
    assertEquals(code, assertThrows(RequestFailure.class, work).code());
  }
}
