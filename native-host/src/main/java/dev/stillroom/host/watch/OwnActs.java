package dev.stillroom.host.watch;

import dev.stillroom.host.journal.Journal;
import java.nio.file.Path;
import java.util.List;

/** What Stillroom did itself, by the rows of {@code act}: not the person's deeds. */
final class OwnActs {

  private final Journal journal;

  OwnActs(Journal journal) {
    this.journal = journal;
  }

  private record Act(
      String state, String result, String temporary, String key, String digest, String back) {}

  /**
   * Whether an act made this file: under its result's or temporary path, or moved from there.
   * Inodes are used again, so after an undo a file of the same path counts as another one unless
   * its content agrees.
   *
   * @param digest of the file; null where it is not known
   */
  boolean made(Path path, String key, String digest) {
    List<Act> acts =
        journal.query(
            "SELECT state, result, temporary, result_key, digest_after, back FROM act"
                + " WHERE result = ?1 OR temporary = ?1 OR result_key = ?2 OR back = ?1",
            row ->
                new Act(
                    row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)),
            path.toString(),
            key);
    return acts.stream().anyMatch(act -> made(act, path.toString(), key, digest));
  }

  private static boolean made(Act act, String path, String key, String digest) {
    boolean lives = act.state().equals("INTENDED") || act.state().equals("DONE");
    boolean content = digest != null && digest.equals(act.digest());
    if (path.equals(act.temporary()) || path.equals(act.back())) {
      return true;
    }
    if (path.equals(act.result())) {
      return lives || act.key() == null || content;
    }
    return lives && key.equals(act.key()) && content;
  }

  /** Whether a file with this key may be one that an act made and somebody moved. */
  boolean mayHaveMade(String key) {
    return journal.count("SELECT count(*) FROM act WHERE result_key = ?", key) > 0;
  }

  /** Whether an act made this folder, or is making it. */
  boolean madeFolder(Path folder) {
    return journal.count(
            "SELECT count(*) FROM act WHERE result = ? AND state IN ('INTENDED', 'DONE')",
            folder.toString())
        > 0;
  }

  /** Whether an act took the original away from this path. */
  boolean removed(Path path) {
    return journal.count(
            "SELECT count(*) FROM act WHERE source = ? AND (remove_original = 1 OR kind = 'MOVE')"
                + " AND state IN ('INTENDED', 'DONE')",
            path.toString())
        > 0;
  }

  /** Whether an act took away what it had made here: an undo, or a roll-back. */
  boolean undone(Path path) {
    return journal.count(
            "SELECT count(*) FROM act WHERE result = ? AND state IN ('UNDONE', 'FAILED')",
            path.toString())
        > 0;
  }
}
