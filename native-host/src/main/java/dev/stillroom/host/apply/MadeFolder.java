package dev.stillroom.host.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes a folder that an act made away again, if nothing in it was changed since: first out of
 * sight, where it is looked at once more, so that what somebody put in at that moment comes back
 * with it. Each step can be repeated after a crash.
 */
final class MadeFolder {

  private MadeFolder() {}

  /** Removes what {@code temporary} is, a file or a folder with all that is in it. */
  static void delete(Path temporary) throws IOException {
    if (!Files.isDirectory(temporary, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(temporary);
      return;
    }
    List<Path> all;
    try (Stream<Path> walked = Files.walk(temporary)) {
      all = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  /**
   * @param original whether the archive is there
   * @param proofs of what the folder holds
   * @param left told what stays, and why
   */
  static void remove(
      ActRow act,
      boolean original,
      Proofs proofs,
      StringJoiner left,
      Consumer<Failpoint> failpoints)
      throws IOException {
    Path result = act.result();
    Path aside = aside(act);
    Path gone = sibling(act, ".gone");
    if (Placing.exists(gone)) { // It was looked at, and then the process died.
      delete(gone);
      return;
    }
    Map<String, String> before = null;
    if (!Placing.exists(aside)) {
      if (!Placing.exists(result)) {
        left.add(result.getFileName() + " was gone already");
        return;
      }
      if (!original) {
        left.add(
            act.source().getFileName()
                + " is not as it was, so "
                + result.getFileName()
                + " was left as it is");
        return;
      }
      before = FolderDigest.state(result);
      if (!proofs.holds(result, act.digestAfter())) {
        left.add(result.getFileName() + " was changed since and was left as it is");
        return;
      }
      Files.move(result, aside, StandardCopyOption.ATOMIC_MOVE);
      failpoints.accept(Failpoint.RESULT_ASIDE);
    }
    boolean same =
        before == null
            ? proofs.holds(aside, act.digestAfter())
            : before.equals(FolderDigest.state(aside));
    if (!same) {
      Path back = Placing.giveFolder(aside, result, reserving -> {}, reserved -> {});
      left.add(result.getFileName() + " was changed at this moment and stays as " + back);
      return;
    }
    Files.move(aside, gone, StandardCopyOption.ATOMIC_MOVE);
    failpoints.accept(Failpoint.RESULT_CHECKED);
    delete(gone);
    Placing.sync(result.getParent());
  }

  /** Where a folder that is taken away is out of sight. */
  static Path aside(ActRow act) {
    return sibling(act, ".aside");
  }

  private static Path sibling(ActRow act, String ending) {
    String name = act.temporary().getFileName().toString();
    return act.temporary().resolveSibling(name.replaceFirst("\\.tmp$", "") + ending);
  }
}
