package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.watch.FileKey;
import dev.stillroom.host.worker.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    View.DoneAct act = bench.move(photo, invoices);
    assertEquals(new View.Filing(invoices.toString()), act.act());
    assertEquals(invoices.resolve("photo.webp").toString(), act.result());
    assertEquals(List.of("Invoices"), bench.names());
    assertEquals(key, FileKey.of(invoices.resolve("photo.webp")));
    View.DoneAct undone = bench.undo(act.id());
    assertEquals(View.ActState.UNDONE, undone.state());
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(key, FileKey.of(photo));
    assertEquals(List.of(), ActsBench.names(invoices));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNameThatIsTakenMakesItTheNextOneBothWays(boolean links) throws Exception {
    open(links);
    Files.writeString(invoices.resolve("photo.webp"), "mine");
    View.DoneAct act = bench.move(photo, invoices);
    assertEquals(List.of("photo (1).webp", "photo.webp"), ActsBench.names(invoices));
    Files.writeString(photo, "another one since");
    View.DoneAct undone = bench.undo(act.id());
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
    View.DoneAct act = bench.move(file, invoices);
    assertEquals("odd", Files.readString(invoices.resolve(name)));
    bench.undo(act.id());
    assertEquals("odd", Files.readString(file));
  }

  @Test
  void aNameThatLeavesNoRoomForANumberFailsAndIsLeftAlone() throws IOException {
    String name = "x".repeat(251) + ".pdf";
    Path file = Files.writeString(bench.folder.resolve(name), "long");
    Files.writeString(invoices.resolve(name), "mine");
    View.DoneAct act = bench.move(file, invoices);
    assertEquals(View.ActState.FAILED, act.state());
    assertEquals("long", Files.readString(file));
    assertEquals("mine", Files.readString(invoices.resolve(name)));
  }

  @Test
  void whatWasPutElsewhereSinceIsNotLookedFor() throws IOException {
    View.DoneAct act = bench.move(photo, invoices);
    Path kept = Files.move(invoices.resolve("photo.webp"), bench.folder.resolve("kept.webp"));
    assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    Files.writeString(invoices.resolve("photo.webp"), "another file");
    assertThrows(RequestFailure.class, () -> bench.undo(act.id()));
    assertEquals("the one and only", Files.readString(kept));
    assertEquals("another file", Files.readString(invoices.resolve("photo.webp")));
  }

  @Test
  void whatWasEditedInItsFolderComesBackEdited() throws IOException {
    View.DoneAct act = bench.move(photo, invoices);
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
  void nothingIsLostWhenTheProcessDiesAt(Failpoint failpoint, String how) throws Exception {
    Path into = how.equals("other") ? anotherFileSystem() : invoices;
    Files.writeString(into.resolve("photo.webp"), "mine");
    bench.close();
    halt(failpoint, how, into);
    bench = new ActsBench(directory, ActsBench.inProcess(), !how.equals("without-links"));
    bench.recover();
    bench.recover();
    View.DoneAct act = bench.onEngine(() -> bench.acts.list("", 2)).getFirst();
    assertEquals("mine", Files.readString(into.resolve("photo.webp")));
    if (act.state() == View.ActState.DONE) {
      assertEquals(List.of("photo (1).webp", "photo.webp"), ActsBench.names(into));
      assertFalse(Files.exists(photo));
      bench.undo(act.id());
    }
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of("photo.webp"), ActsBench.names(into));
    assertEquals(List.of("Invoices", "photo.webp"), bench.names());
  }

  @Test
  void toAnotherFileSystemItIsCopiedWithItsTimeAndComesBack() throws Exception {
    Path other = anotherFileSystem();
    open(true);
    var time = java.nio.file.attribute.FileTime.fromMillis(1_700_000_000_000L);
    Files.setLastModifiedTime(photo, time);
    View.DoneAct act = bench.move(photo, other);
    assertEquals(View.ActState.DONE, act.state(), act.message());
    assertFalse(Files.exists(photo));
    assertEquals(time, Files.getLastModifiedTime(other.resolve("photo.webp")));
    bench.undo(act.id());
    assertEquals("the one and only", Files.readString(photo));
    assertEquals(List.of(), ActsBench.names(other));
  }

  /** Random moves and undos against a model that is a map of contents. */
  @Test
  void thousandsOfActsAndUndosEndAsAModelOfTheFileSystem() throws IOException {
    Random random = new Random(5);
    List<Path> folders = new ArrayList<>(List.of(bench.folder, invoices));
    folders.add(Files.createDirectory(bench.folder.resolve("Bank")));
    Files.delete(photo);
    Map<String, Path> model = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      Path file = folders.get(i % 3).resolve("f" + i % 7 + (i < 14 ? ".pdf" : ".txt"));
      if (!Files.exists(file)) {
        model.put(FileKey.of(Files.writeString(file, "file " + i)), file);
      }
    }
    Map<String, String> contents = contents(folders);
    List<View.DoneAct> done = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      if (random.nextInt(3) > 0 || done.isEmpty()) {
        List<String> keys = model.keySet().stream().sorted().toList();
        String key = keys.get(random.nextInt(keys.size()));
        Path into = folders.get(random.nextInt(3));
        if (into.equals(model.get(key).getParent())) {
          continue;
        }
        View.DoneAct act = bench.move(model.get(key), into);
        model.put(key, Path.of(act.result()));
        done.add(act);
      } else {
        View.DoneAct act = done.remove(random.nextInt(done.size()));
        String key = keyOf(model, Path.of(act.result()), act);
        try {
          bench.undo(act.id());
        } catch (RequestFailure movedOn) {
          continue;
        }
        Path back = Path.of(act.source());
        model.put(key, found(back.getParent(), key));
      }
    }
    assertEquals(contents, contents(folders));
    Map<String, Path> now = new HashMap<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          now.put(FileKey.of(file), file);
        }
      }
    }
    assertEquals(new TreeMap<>(model), new TreeMap<>(now));
  }

  private static String keyOf(Map<String, Path> model, Path at, View.DoneAct act) {
    return model.entrySet().stream()
        .filter(entry -> entry.getValue().equals(at))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(act.id());
  }

  private static Path found(Path folder, String key) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (FileKey.of(file).equals(key)) {
          return file;
        }
      }
    }
    throw new AssertionError(key + " is not in " + folder);
  }

  private static Map<String, String> contents(List<Path> folders) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          contents.put(FileKey.of(file), Files.readString(file));
        }
      }
    }
    return contents;
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

  private void halt(Failpoint failpoint, String how, Path into) throws Exception {
    List<String> command = new ArrayList<>(WorkerCommand.java(ActingProcess.class.getName()));
    command.addAll(List.of(directory.toString(), "move", into.toString(), "undo"));
    if (how.equals("without-links")) {
      command.add(how);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("acting.log").toFile());
    builder.environment().put("STILLROOM_FAILPOINT", failpoint.name());
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(
        Failpoint.STATUS, process.exitValue(), Files.readString(directory.resolve("acting.log")));
  }
}
