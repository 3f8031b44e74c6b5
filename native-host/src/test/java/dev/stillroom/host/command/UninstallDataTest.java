package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.engine.EngineLock;
import dev.stillroom.host.engine.TestEngines;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.watch.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code uninstall --data}: everything of Stillroom's goes, and nothing of the person's. */
@Timeout(120)
class UninstallDataTest {

  @TempDir private Path directory;
  private Home home;
  private Path pictures;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void aHome() throws IOException {
    Path real = directory.toRealPath();
    home = new Home(real.resolve("home"));
    home.create();
    pictures = Files.createDirectory(real.resolve("pictures"));
  }

  @AfterEach
  void endEngine() throws IOException {
    TestEngines.end(home);
  }

  private int uninstall(Path of) {
    return Stillroom.run(
        new Printer(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false),
        "uninstall",
        "--data",
        "--yes",
        "--home",
        of.toString());
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A picture that was converted, its original in the keeping place. */
  private Path kept(List<Path> allowed) throws IOException {
    Path kept = home.keepingPlace().resolve("act-1/photo.webp");
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, "the only copy");
    String digest = Digests.sha256(kept);
    try (Journal journal = Journal.open(home.journal())) {
      new Settings(journal).folders(allowed.stream().map(Path::toString).toList());
      journal.update(
          "INSERT INTO act (id, time, actor, kind, goal, remove_original, state, step, source,"
              + " result, kept, digest_before) VALUES ('act-1', ?, 'PERSON', 'CONVERT', 'jpeg', 1,"
              + " 'DONE', 'DONE', ?, ?, ?, ?)",
          System.currentTimeMillis(),
          pictures.resolve("photo.webp").toString(),
          pictures.resolve("photo.jpg").toString(),
          kept.toString(),
          digest);
    }
    return kept;
  }

  @Test
  void aKeptOriginalGoesBackAndTheHomeIsGone() throws IOException {
    kept(List.of(pictures));

    assertEquals(0, uninstall(home.directory()), errors());

    assertEquals("the only copy", Files.readString(pictures.resolve("photo.webp")));
    assertFalse(Files.exists(home.directory()));
  }

  @Test
  void anOriginalOfAFolderThatWasTakenBackIsNotDeleted() throws IOException {
    Path kept = kept(List.of());

    assertEquals(1, uninstall(home.directory()));

    assertEquals("the only copy", Files.readString(kept));
    assertTrue(errors().contains(kept.toString()), errors());
    assertTrue(Files.exists(home.journal()));
  }

  @Test
  void anOriginalOfAFolderThatIsGoneIsNotDeletedHoweverOftenItIsTried() throws IOException {
    Path kept = kept(List.of(pictures));
    Files.delete(pictures);

    assertEquals(1, uninstall(home.directory()));
    assertEquals(1, uninstall(home.directory()));

    assertEquals("the only copy", Files.readString(kept));
    assertTrue(errors().contains(kept.toString()), errors());
  }

  @Test
  void aHomeThatIsALinkIsDeletedWhereItReallyStands() throws IOException {
    Files.createFile(home.lock());
    Files.createDirectories(home.packs());
    Files.writeString(home.packs().resolve("a.still"), "a pack");
    Path link = Files.createSymbolicLink(directory.resolve("link"), home.directory());

    assertEquals(0, uninstall(link), errors());

    assertFalse(Files.exists(home.directory()));
    assertFalse(Files.isSymbolicLink(link));
  }

  @Test
  void whatIsNotStillroomsStaysInItsFolderAndIsNamed() throws IOException {
    Files.createFile(home.lock());
    Files.createDirectories(home.packs());
    Path letter = Files.writeString(home.directory().resolve("letter.odt"), "Dear Ada");
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Path photo = Files.writeString(disk.resolve("photo.webp"), "a photo");
    Files.createSymbolicLink(home.scratch(), disk);

    assertEquals(0, uninstall(home.directory()), errors());

    assertEquals("Dear Ada", Files.readString(letter));
    assertEquals("a photo", Files.readString(photo));
    assertFalse(Files.exists(home.packs()));
    assertFalse(Files.exists(home.lock()));
    assertTrue(errors().contains("letter.odt"), errors());
    assertFalse(out.toString(StandardCharsets.UTF_8).contains("removed " + home.directory()));
  }

  @Test
  void aFolderThatIsNoHomeStaysAsItIs() throws IOException {
    Path log = Files.writeString(home.log().resolve("captain.txt"), "mine");

    assertEquals(0, uninstall(home.directory()), errors());

    assertEquals("mine", Files.readString(log));
  }

  @Test
  void nothingIsDeletedUnderAnEngineThatWasStartedMeanwhile() throws IOException {
    Path pack = Files.createDirectories(home.packs()).resolve("a.still");
    Files.writeString(pack, "a pack");
    try (EngineLock engine = EngineLock.take(home).orElseThrow()) {
      assertEquals(1, uninstall(home.directory()));
    }
    assertTrue(Files.exists(pack));
    assertTrue(errors().contains("started the engine again"), errors());
  }
}
