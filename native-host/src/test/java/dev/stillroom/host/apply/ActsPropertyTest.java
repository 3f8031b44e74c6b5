package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random conversions, undoings and a person's own changes: whatever the order, no bytes are lost.
 */
class ActsPropertyTest {

  private static final List<String> NAMES = List.of("a.webp", "a.png", "a.jpg", "a", "b.webp");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void noBytesAreLost(int seed) throws Exception {
    Random random = new Random(seed);
    try (ActsBench bench = new ActsBench(directory, ActsBench.inProcess(), random.nextBoolean())) {
      // What the person had and did not take away or overwrite themselves.
      Set<String> precious = new HashSet<>();
      List<String> acts = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        Path file = bench.folder.resolve(NAMES.get(random.nextInt(NAMES.size())));
        switch (random.nextInt(7)) {
          case 0, 1 -> precious.add(newPicture(file, random, precious));
          case 2, 3 -> {
            try {
              acts.add(bench.convert(file, random.nextBoolean()).id());
            } catch (RequestFailure refused) {
              assertFalse(Files.exists(file), refused.getMessage());
            }
          }
          case 4 -> {
            if (!acts.isEmpty()) {
              tryToUndo(bench, acts.get(random.nextInt(acts.size())));
            }
          }
          case 5 -> {
            // A person's edit: what they overwrite is theirs to lose.
            if (Files.exists(file)) {
              precious.remove(Digests.sha256(file));
              Files.writeString(file, "edit " + step);
              precious.add(Digests.sha256(file));
            }
          }
          default -> {
            Path away = bench.folder.resolve("moved-" + step);
            if (Files.exists(file)) {
              Files.move(file, away);
            }
          }
        }
        Set<String> there = everything(bench);
        for (String digest : precious) {
          assertTrue(there.contains(digest), "lost at step " + step + " of seed " + seed);
        }
        assertTrue(
            bench.names().stream().noneMatch(name -> name.startsWith(".stillroom")), "no rest");
      }
      assertTrue(acts.size() > 5, "something was done");
      assertEquals(
          List.of(),
          bench.onEngine(() -> bench.acts.list("", 1000)).stream()
              .filter(act -> act.state() == FilesView.ActState.INTENDED)
              .toList());
    }
  }

  private static String newPicture(Path file, Random random, Set<String> precious)
      throws IOException {
    if (Files.exists(file)) {
      precious.remove(Digests.sha256(file));
      Files.delete(file);
    }
    String format = List.of("webp", "png", "jpg").get(random.nextInt(3));
    TestPictures.make(
        file, TestPictures.Wish.of(8 + random.nextInt(40), 8 + random.nextInt(40)), format);
    return Digests.sha256(file);
  }

  private static void tryToUndo(ActsBench bench, String act) {
    FilesView.DoneAct before = bench.find(act);
    try {
      assertEquals(FilesView.ActState.UNDONE, bench.undo(act).state());
    } catch (RequestFailure refused) {
      assertFalse(
          before.mayUndo() && before.result() == null, "an act that may be undone has a result");
    }
  }

  private static Set<String> everything(ActsBench bench) throws IOException {
    Set<String> digests = new HashSet<>();
    for (Path root : List.of(bench.folder, bench.home.keepingPlace())) {
      if (Files.exists(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            digests.add(Digests.sha256(file));
          }
        }
      }
    }
    return digests;
  }
}
