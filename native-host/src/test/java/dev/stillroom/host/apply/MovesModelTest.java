package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand moves, undos and deeds of the person in random order, with an engine that dies now
 * and then, against a model of the file system: a map from path to content that knows nothing of
 * how it is done.
 */
class MovesModelTest {

  private static final int STEPS = 10_000;

  /** One step in so many is one at which the engine dies. */
  private static final int DEATH_ONE_IN = 100;

  private static final List<Failpoint> DEATHS =
      List.of(
          Failpoint.INTENT_JOURNALLED,
          Failpoint.RESULT_LINKED,
          Failpoint.RESULT_PUBLISHED,
          Failpoint.RESULT_JOURNALLED,
          Failpoint.ORIGINAL_KEPT,
          Failpoint.OUTCOME_JOURNALLED);

  private final Random random = new Random(7);
  private final Map<Path, String> model = new TreeMap<>();
  private final List<FilesView.DoneAct> done = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private int moved;
  private int undone;
  private int died;

  @Test
  void tenThousandActsAndUndosEndAsAModelOfTheFileSystem() throws Exception {
    Path directory = directory();
    try {
      play(directory);
    } finally {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** In memory where there is such a place: each step is synced several times. */
  private static Path directory() throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory)
        ? Files.createTempDirectory(memory, "stillroom-moves")
        : Files.createTempDirectory("stillroom-moves");
  }

  private void play(Path directory) throws Exception {
    ActsBench bench = new ActsBench(directory, ActsBench.inProcess(), true);
    folders.add(bench.folder);
    for (String name : List.of("Invoices", "Bank", "Bank/2026")) {
      folders.add(Files.createDirectories(bench.folder.resolve(name)));
    }
    for (int i = 0; i < 30; i++) {
      Path file = any().resolve("f" + i % 11 + List.of(".pdf", "", ".tar.gz").get(i % 3));
      if (!Files.exists(file)) {
        model.put(Files.writeString(file, "file " + i), "file " + i);
      }
    }
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(20)) {
        case 0 -> byHand();
        case 1, 2, 3, 4, 5, 6, 7 -> undo(bench);
        default -> {
          if (random.nextInt(DEATH_ONE_IN) == 0) {
            bench.close();
            bench = death(directory);
          } else {
            move(bench);
          }
        }
      }
      if (step % 500 == 0) {
        assertEquals(model, files(bench.folder), "at step " + step);
      }
    }
    assertEquals(model, files(bench.folder));
    assertTrue(
        moved > 1_000 && undone > 500 && died > 10,
        moved + " moved, " + undone + " undone, " + died + " died");
    bench.close();
  }

  private Path any() {
    return folders.get(random.nextInt(folders.size()));
  }

  private Path anyFile() {
    List<Path> files = List.copyOf(model.keySet());
    return files.get(random.nextInt(files.size()));
  }

  /** The person moves a file on, edits it, or gives it another name. */
  private void byHand() throws IOException {
    Path file = anyFile();
    if (random.nextInt(3) == 0) {
      model.put(Files.writeString(file, "edit " + random.nextInt()), Files.readString(file));
      return;
    }
    Path target = any().resolve("by hand " + random.nextInt(40) + ".pdf");
    if (!Files.exists(target)) {
      Files.move(file, target);
      model.put(target, model.remove(file));
    }
  }

  private void move(ActsBench bench) {
    Path file = anyFile();
    Path into = any();
    try {
      FilesView.DoneAct act = bench.move(file, into);
      assertEquals(FilesView.ActState.DONE, act.state(), act.message());
      expectMove(act, file, into);
    } catch (RequestFailure refused) {
      assertEquals(file.getParent(), into, refused.getMessage());
    }
  }

  private void expectMove(FilesView.DoneAct act, Path file, Path into) {
    Path target = free(into.resolve(file.getFileName()));
    assertEquals(target.toString(), act.result());
    model.put(target, model.remove(file));
    done.add(act);
    moved++;
  }

  private void undo(ActsBench bench) {
    if (done.isEmpty()) {
      return;
    }
    FilesView.DoneAct act = done.remove(random.nextInt(done.size()));
    Path at = Path.of(act.result());
    try {
      bench.undo(act.id());
    } catch (RequestFailure movedOn) {
      return; // The model stays as it is, and the comparison will say whether the files do.
    }
    Path back = free(Path.of(act.source()));
    model.put(back, model.remove(at));
    undone++;
  }

  private ActsBench death(Path directory) throws Exception {
    Path file = anyFile();
    Path into = folders.stream().filter(f -> !f.equals(file.getParent())).findAny().orElseThrow();
    Failpoint at = DEATHS.get(random.nextInt(DEATHS.size()));
    ActsBench.halt(directory, true, at, dying -> dying.begin(file, into));
    ActsBench bench = new ActsBench(directory, ActsBench.inProcess(), true);
    bench.recover();
    FilesView.DoneAct act = bench.onEngine(() -> bench.acts.list("", 1)).getFirst();
    if (act.state() == FilesView.ActState.DONE) {
      expectMove(act, file, into);
    } else {
      assertEquals(FilesView.ActState.FAILED, act.state());
    }
    died++;
    return bench;
  }

  /** The first free name, by the rule that people know from their browsers. */
  private Path free(Path wanted) {
    String name = wanted.getFileName().toString();
    int dot = name.lastIndexOf('.');
    Path free = wanted;
    for (int n = 1; model.containsKey(free); n++) {
      free =
          wanted.resolveSibling(
              dot > 0
                  ? name.substring(0, dot) + " (" + n + ")" + name.substring(dot)
                  : name + " (" + n + ")");
    }
    return free;
  }

  private static Map<Path, String> files(Path folder) throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file));
      }
    }
    return files;
  }
}
