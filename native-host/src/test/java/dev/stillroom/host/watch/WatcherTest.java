package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.journal.Download;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatcherTest {

  @TempDir Path directory;
  private Desk desk;

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(directory);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void aFileOfAnotherFormatBesideADownloadIsItsConversion() throws IOException {
    Download photo = desk.download("photo.webp");
    desk.settle();
    desk.write("photo.jpg");
    desk.settle();
    assertEquals(
        List.of(new Deed.Converted("jpeg", desk.path("photo.jpg"), false)),
        desk.told.stream().map(FollowUp::deed).toList());
    assertEquals(photo.id(), desk.told.getFirst().downloadId());
    assertEquals(FollowUp.Actor.OUTSIDE, desk.told.getFirst().actor());
    assertEquals(Download.State.ACTED, desk.state(photo));
    desk.settle();
    assertEquals(1, desk.told.size());
  }

  @Test
  void aConversionThatRemovesItsOriginalSaysSo() throws IOException {
    desk.download("photo.webp");
    desk.settle();
    desk.write("photo.jpg");
    Files.delete(desk.path("photo.webp"));
    desk.settle();
    assertEquals(
        List.of(new Deed.Converted("jpeg", desk.path("photo.jpg"), true)),
        desk.told.stream().map(FollowUp::deed).toList());
  }

  @Test
  void anOriginalRemovedAfterItsConversionIsNoDeletion() throws IOException {
    desk.download("photo.webp");
    desk.write("photo.jpg");
    desk.settle();
    Files.delete(desk.path("photo.webp"));
    desk.settle();
    assertEquals(List.of("convert:jpeg"), desk.toldSymbols());
    assertEquals(
        List.of(new Deed.Converted("jpeg", desk.path("photo.jpg"), true)),
        desk.originalGone.stream().map(FollowUp::deed).toList());
  }

  @Test
  void aFileWhoseBytesAreNotWhatItsNameSaysIsNoConversion() throws IOException {
    desk.download("photo.webp");
    Files.writeString(desk.path("photo.jpg"), "not a picture at all");
    Files.write(desk.path("photo.png"), Desk.head("jpeg"));
    Files.writeString(desk.path("photo.txt"), "notes");
    desk.settle();
    assertEquals(List.of(), desk.told);
  }

  @Test
  void howLargeAPictureWasMadeIsPartOfTheDeedWhereItWasChosen() throws IOException {
    for (int i = 0; i < 3; i++) {
      Path file = desk.path("photo" + i + ".png");
      ImageIO.write(new BufferedImage(2_000, 10, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
      desk.arrived("photo" + i + ".png", "http://shop.localhost/");
    }
    List<Integer> sides = List.of(1_600, 1_234, 2_000);
    for (int i = 0; i < 3; i++) {
      BufferedImage made = new BufferedImage(sides.get(i), 8, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(made, "jpeg", desk.path("photo" + i + ".jpg").toFile());
    }
    desk.settle();
    assertEquals(
        List.of("convert:jpeg", "convert:jpeg", "convert:jpeg@1600"),
        desk.toldSymbols().stream().sorted().toList());
  }

  @Test
  void thePdfOfADocumentIsAConversion() throws IOException {
    desk.download("report.docx");
    Files.writeString(desk.path("report.pdf"), "%PDF-1.7 of the report");
    desk.download("sheet.ods");
    Files.writeString(desk.path("sheet.pdf"), "no PDF at all");
    desk.download("movie.mp4");
    Files.writeString(desk.path("movie.pdf"), "%PDF-1.7 of nothing");
    desk.settle();
    assertEquals(List.of("convert:pdf"), desk.toldSymbols());
  }

  @Test
  void aNewFolderOfItsNameBesideAnArchiveIsItsUnpacking() throws IOException {
    Download photos = desk.download("photos.tar.gz");
    desk.download("mine.zip");
    Files.createDirectory(desk.path("mine"));
    Files.writeString(desk.path("mine").resolve("old.txt"), "was there before");
    desk.settle();
    desk.told.clear();
    Path folder = Files.createDirectory(desk.path("photos"));
    Path inner = Files.createDirectory(folder.resolve("sea"));
    Files.writeString(inner.resolve("a.txt"), "a");
    Files.writeString(folder.resolve("b.txt"), "b");
    Files.writeString(desk.path("mine").resolve("new.txt"), "another one");
    desk.settle();
    assertEquals(
        List.of(new Deed.Converted("unpacked", folder, false)),
        desk.told.stream().map(FollowUp::deed).toList());
    assertEquals(photos.id(), desk.told.getFirst().downloadId());
    Files.writeString(folder.resolve("c.txt"), "later");
    desk.settle();
    assertEquals(1, desk.told.size());
  }

  @Test
  void anArchiveThatIsDeletedOnceItIsUnpackedSaysSo() throws IOException {
    desk.download("photos.zip");
    desk.settle();
    Path folder = Files.createDirectory(desk.path("photos"));
    Files.writeString(folder.resolve("b.txt"), "b");
    Files.delete(desk.path("photos.zip"));
    desk.settle();
    assertEquals(
        List.of(new Deed.Converted("unpacked", folder, true)),
        desk.told.stream().map(FollowUp::deed).toList());
  }

  @Test
  void anotherDownloadOfTheSameStemIsNoConversion() throws IOException {
    desk.download("photo.webp");
    desk.download("photo.jpg");
    desk.settle();
    assertEquals(List.of(), desk.told);
  }

  @Test
  void aDownloadWhoseEventComesShortlyAfterItsFileIsNoConversion() throws IOException {
    desk.download("photo.webp");
    desk.settle();
    desk.write("photo.jpg");
    desk.watcher.rescan();
    desk.pass(Duration.ofMillis(800));
    desk.arrived("photo.jpg", "http://shop.localhost/");
    desk.settle();
    assertEquals(List.of(), desk.told);
  }

  @Test
  void aConversionIsTakenBackWhenItsFileTurnsOutToBeADownload() throws IOException {
    Download photo = desk.download("photo.webp");
    desk.settle();
    desk.write("photo.jpg");
    desk.settle();
    assertEquals(Download.State.ACTED, desk.state(photo));
    desk.arrived("photo.jpg", "http://shop.localhost/");
    assertEquals(1, desk.takenBack.size());
    assertEquals(Download.State.OPEN, desk.state(photo));
    assertEquals(List.of(), desk.deeds.of(photo.id()));
  }

  @Test
  void aConversionSeenBeforeTheEventOfItsOriginalIsJoinedToIt() throws IOException {
    desk.write("photo.webp");
    desk.write("photo.jpg");
    desk.settle();
    assertEquals(List.of(), desk.told);
    desk.arrived("photo.webp", "http://shop.localhost/");
    desk.settle();
    assertEquals(List.of("convert:jpeg"), desk.toldSymbols());
  }

  @Test
  void whatStoodBesideBeforeTheFirstScanIsNoConversion() throws IOException {
    Path other = Files.createDirectories(desk.user.resolve("Pictures"));
    desk.write(other.resolve("photo.jpg"));
    desk.folders.allow(other.toString());
    desk.settle();
    desk.write(other.resolve("photo.webp"));
    desk.watcher.downloaded(desk.event(other.resolve("photo.webp"), "http://shop.localhost/"));
    desk.settle();
    assertEquals(List.of(), desk.told);
  }

  @Test
  void renamesMovesAndDeletionsAreToldApart() throws IOException {
    Download renamed = desk.download("a.webp");
    Download moved = desk.download("b.webp");
    Download deleted = desk.download("c.webp");
    desk.settle();
    Path folder = Files.createDirectories(desk.path("kept"));
    Files.move(desk.path("a.webp"), desk.path("z.webp"));
    Files.move(desk.path("b.webp"), folder.resolve("b.webp"));
    Files.delete(desk.path("c.webp"));
    desk.settle();
    assertEquals(List.of(new Deed.Renamed(desk.path("z.webp"))), deeds(renamed));
    assertEquals(List.of(new Deed.Moved(folder.resolve("b.webp"))), deeds(moved));
    assertEquals(List.of(new Deed.Deleted()), deeds(deleted));
    assertEquals(folder.resolve("b.webp"), desk.downloads.find(moved.id()).orElseThrow().path());
    assertFalse(desk.downloads.find(deleted.id()).orElseThrow().there());
  }

  @Test
  void aConversionOfAMovedDownloadIsJoinedToIt() throws IOException {
    Download photo = desk.download("photo.webp");
    desk.settle();
    Path folder = Files.createDirectories(desk.path("kept"));
    Files.move(desk.path("photo.webp"), folder.resolve("photo.webp"));
    desk.settle();
    desk.write(folder.resolve("photo.jpg"));
    desk.settle();
    assertEquals(List.of("move", "convert:jpeg"), deeds(photo).stream().map(Deed::symbol).toList());
  }

  @Test
  void aCopyElsewhereAndADeletionIsAMove() throws IOException {
    Download photo = desk.download("photo.webp");
    desk.settle();
    assertNotNull(desk.downloads.find(photo.id()).orElseThrow().digest());
    Path folder = Files.createDirectories(desk.path("kept"));
    Files.copy(desk.path("photo.webp"), folder.resolve("photo.webp"));
    desk.watcher.rescan();
    Files.delete(desk.path("photo.webp"));
    desk.settle();
    assertEquals(List.of(new Deed.Moved(folder.resolve("photo.webp"))), deeds(photo));
  }

  @Test
  void aMoveToAnotherDiskIsOneHoweverLateTheOldFileGoes() throws IOException {
    // As moves to another disk are done: all are copied, and only then all deleted.
    Path other = Files.createDirectories(desk.user.resolve("Archive"));
    desk.folders.allow(other.toString());
    Download first = desk.download("first.webp");
    Download second = desk.download("second.webp");
    desk.settle();
    for (String name : List.of("first.webp", "second.webp")) {
      Files.copy(desk.path(name), other.resolve(name));
      desk.settle();
    }
    assertEquals(List.of(), desk.toldSymbols());
    Files.delete(desk.path("first.webp"));
    Files.delete(desk.path("second.webp"));
    desk.settle();
    assertEquals(List.of(new Deed.Moved(other.resolve("first.webp"))), deeds(first));
    assertEquals(List.of(new Deed.Moved(other.resolve("second.webp"))), deeds(second));
    assertEquals(
        other.resolve("second.webp"), desk.downloads.find(second.id()).orElseThrow().path());
  }

  @Test
  void anotherFileOfTheSameSizeIsNoMove() throws IOException {
    Download photo = desk.download("photo.webp");
    desk.settle();
    byte[] bytes = Files.readAllBytes(desk.path("photo.webp"));
    bytes[bytes.length - 1]++;
    Files.write(desk.path("unlike.txt"), bytes);
    desk.settle();
    Files.delete(desk.path("photo.webp"));
    desk.settle();
    assertEquals(List.of(new Deed.Deleted()), deeds(photo));
  }

  @Test
  void anInodeUsedAgainIsNoMove() throws IOException {
    Download photo = desk.download("photo.webp");
    desk.settle();
    // The journal is made to believe that the inode of the new file was the old one's.
    Files.delete(desk.path("photo.webp"));
    Path other = Files.writeString(desk.path("other.txt"), "something else altogether");
    desk.journal.update(
        "UPDATE known_file SET file_key = ? WHERE path = ?",
        FileKey.of(other),
        desk.path("photo.webp").toString());
    desk.settle();
    assertEquals(List.of(new Deed.Deleted()), deeds(photo));
  }

  @Test
  void aDeletedFileThatComesBackWasNotDeleted() throws IOException {
    Download photo = desk.download("photo.webp");
    desk.settle();
    Path trash = directory.resolve("trash");
    Files.move(desk.path("photo.webp"), trash);
    desk.settle();
    assertEquals(List.of("delete"), desk.toldSymbols());
    Files.move(trash, desk.path("photo.webp"));
    desk.settle();
    assertEquals(List.of(), deeds(photo));
    assertEquals(Download.State.OPEN, desk.state(photo));
    assertTrue(desk.downloads.find(photo.id()).orElseThrow().there());
  }

  @Test
  void whatHappenedWhileNoEngineRanIsFoundAtTheNextStart() throws IOException {
    Download converted = desk.download("a.webp");
    Download moved = desk.download("b.webp");
    Download deleted = desk.download("c.webp");
    desk.settle();
    desk.engineStops();
    desk.write("a.jpg");
    Path folder = Files.createDirectories(desk.path("kept"));
    Files.move(desk.path("b.webp"), folder.resolve("b.webp"));
    Files.delete(desk.path("c.webp"));
    desk.newEngine();
    desk.pass(Duration.ofSeconds(30));
    assertEquals("convert:jpeg", deeds(converted).getFirst().symbol());
    assertEquals("move", deeds(moved).getFirst().symbol());
    assertEquals("delete", deeds(deleted).getFirst().symbol());
  }

  @Test
  void aConversionSeenButNotJudgedBeforeTheEngineDiedIsJudgedByTheNext() throws IOException {
    desk.download("photo.webp");
    desk.settle();
    desk.write("photo.jpg");
    desk.watcher.rescan();
    desk.pass(Duration.ofMillis(600));
    desk.engineStops();
    desk.newEngine();
    desk.pass(Duration.ofSeconds(30));
    assertEquals(List.of("convert:jpeg"), desk.toldSymbols());
  }

  @Test
  void temporaryNamesAndGrowingFilesAreNotLookedAt() throws IOException {
    desk.download("photo.webp");
    desk.settle();
    for (String name :
        List.of(".stillroom-1.jpg", "photo.jpg.part", "photo.jpg.crdownload", "photo.jpg~")) {
      desk.write(name);
    }
    desk.settle();
    assertEquals(List.of(), desk.told);
    Path growing = desk.write("photo.jpg");
    for (int i = 0; i < 10; i++) {
      desk.watcher.rescan();
      desk.pass(Duration.ofMillis(250));
      Files.writeString(growing, "more", java.nio.file.StandardOpenOption.APPEND);
    }
    assertEquals(List.of(), desk.told);
    desk.settle();
    assertEquals(List.of("convert:jpeg"), desk.toldSymbols());
  }

  @Test
  void ownActsAreNotThePersonsDeeds() throws IOException {
    Download kept = desk.download("a.webp");
    Download removed = desk.download("b.webp");
    desk.settle();
    desk.act("INTENDED", desk.path("a.webp"), desk.path("a.jpg"), false, null);
    desk.write("a.jpg");
    desk.act("DONE", desk.path("b.webp"), desk.path("b.jpg"), true, null);
    desk.write("b.jpg");
    Files.delete(desk.path("b.webp"));
    desk.settle();
    assertEquals(List.of(), desk.told);
    assertTrue(desk.downloads.find(kept.id()).orElseThrow().there());
    assertFalse(desk.downloads.find(removed.id()).orElseThrow().there());
    desk.write("b.webp"); // an undo brings it back
    desk.settle();
    assertEquals(List.of(), desk.told);
    assertTrue(desk.downloads.find(removed.id()).orElseThrow().there());
  }

  @Test
  void aConversionByHandAfterAnUndoIsThePersonsDeed() throws IOException {
    desk.download("a.webp");
    desk.settle();
    desk.act("UNDONE", desk.path("a.webp"), desk.path("a.jpg"), false, "1:1");
    desk.write("a.jpg");
    desk.settle();
    assertEquals(List.of("convert:jpeg"), desk.toldSymbols());
  }

  @Test
  void nothingIsJudgedWhenAWatchedFolderIsReplaced() throws IOException {
    desk.download("a.webp");
    desk.settle();
    Files.move(desk.downloadsFolder, directory.resolve("away"));
    Files.createDirectories(desk.downloadsFolder);
    desk.settle();
    Files.delete(desk.downloadsFolder);
    desk.settle();
    Files.move(directory.resolve("away"), desk.downloadsFolder);
    desk.settle();
    assertEquals(List.of(), desk.told);
    desk.write("a.jpg");
    desk.settle();
    assertEquals(List.of("convert:jpeg"), desk.toldSymbols());
  }

  @Test
  void whatIsDoneWhileRecordingIsPausedIsNotRecorded() throws IOException {
    desk.download("a.webp");
    desk.settle();
    desk.settings.recordingPaused(true);
    desk.write("a.jpg");
    desk.settle();
    desk.settings.recordingPaused(false);
    desk.settle();
    assertEquals(List.of(), desk.told);
  }

  @Test
  void anOpenDownloadIsLeftAloneWhenItsWindowEndsAndALaterDeedCorrectsThat() throws IOException {
    Download photo = desk.download("photo.webp");
    Download outside =
        desk.watcher.downloaded(
            desk.event(desk.user.resolve("elsewhere.webp"), "http://shop.localhost/"));
    desk.settle();
    assertEquals(0, desk.watcher.closeDue(desk.clock.instant()));
    desk.pass(Duration.ofHours(24));
    assertEquals(2, desk.watcher.closeDue(desk.clock.instant()));
    assertEquals(Download.State.LEFT, desk.state(photo));
    assertEquals(List.of(), desk.deeds.of(outside.id()));
    desk.write("photo.jpg");
    desk.settle();
    assertEquals(List.of("leave", "convert:jpeg"), desk.toldSymbols());
    assertEquals(Download.State.ACTED, desk.state(photo));
    assertEquals(List.of("convert:jpeg"), deeds(photo).stream().map(Deed::symbol).toList());
  }

  @Test
  void aDownloadIsWatchedOnceItsFolderIsAllowed() throws IOException {
    Path pictures = Files.createDirectories(desk.user.resolve("Pictures"));
    Path file = desk.write(pictures.resolve("photo.webp"));
    Download photo = desk.watcher.downloaded(desk.event(file, "http://shop.localhost/"));
    assertFalse(photo.allowed());
    desk.folders.allow(pictures.toString());
    desk.watcher.folderAllowed();
    desk.settle();
    Download allowed = desk.downloads.find(photo.id()).orElseThrow();
    assertTrue(allowed.allowed() && allowed.there());
    assertEquals(Digests.sha256(file), allowed.digest());
    desk.write(pictures.resolve("photo.jpg"));
    desk.settle();
    assertEquals(List.of("convert:jpeg"), desk.toldSymbols());
  }

  @Test
  void inAFolderThatWasTakenBackNothingIsLookedAtAndNothingCountsAsDone() throws IOException {
    Path pictures = Files.createDirectories(desk.user.resolve("Pictures"));
    desk.folders.allow(pictures.toString());
    Path file = desk.write(pictures.resolve("photo.webp"));
    Download photo = desk.watcher.downloaded(desk.event(file, "http://shop.localhost/"));
    desk.settle();
    desk.folders.disallow(pictures + "/");
    desk.watcher.folderDisallowed();
    desk.settle();
    desk.write(pictures.resolve("photo.jpg"));
    desk.settle();
    assertEquals(List.of(), desk.toldSymbols());
    assertFalse(desk.downloads.find(photo.id()).orElseThrow().allowed());
    assertTrue(Files.exists(file));
  }

  private List<Deed> deeds(Download download) {
    return desk.deeds.of(download.id()).stream().map(FollowUp::deed).toList();
  }
}
