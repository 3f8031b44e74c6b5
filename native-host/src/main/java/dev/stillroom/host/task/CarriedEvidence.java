package dev.stillroom.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.Student;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a retrained version may stand for of what was predicted before it was there. A task that
 * learns from every file has a new version every few files, and none would ever live to see the
 * hundred outcomes that trust takes.
 *
 * <p>Counted is only what packed bytes said before the outcome was known, whichever version it was
 * that served then; never what the new bytes say of examples they learned from. Three rules keep it
 * on the safe side:
 *
 * <ol>
 *   <li>What was wrong stays wrong, although the new version has learned it.
 *   <li>What was right counts only where the new bytes say the same; where they would say something
 *       else it is about other bytes, and is left out.
 *   <li>It goes no further back than the old version's evidence, which begins anew at every fall.
 * </ol>
 *
 * <p>So the sequence is one of predictions each made before its outcome, and the betting bound
 * (Waudby-Smith &amp; Ramdas 2023) stays valid for it at any time: leaving out agreements can only
 * lower it. It is a bound on how often what is served is right, not on one file's bytes; what the
 * newest bytes alone do worse is the change detector's to find, which reads across versions too.
 */
final class CarriedEvidence {

  private CarriedEvidence() {}

  /** A settled act of some version. */
  private record Settled(@Nullable String input, String output, boolean agreed) {}

  /**
   * @param pack the new version's file
   */
  static Sequence of(Journal journal, String taskId, Version old, Path pack) {
    Student fresh;
    try {
      fresh = PackReader.read(pack).student();
    } catch (PackRefused unreadable) {
      return new Sequence(0, 0); // It will be refused when it is asked, too.
    }
    List<Settled> settled =
        journal.query(
            "SELECT d.filing, p.output, p.outcome = 'agreed' FROM prediction p"
                + " LEFT JOIN download d ON d.id = p.subject_id WHERE p.task_id = ?"
                + " AND p.mode <> 'shadow' AND p.acts = 1 AND p.corrected = 0 AND p.time >= ?"
                + " AND p.outcome IN ('agreed', 'disagreed')",
            row -> new Settled(row.text(1), row.text(2), row.flag(3)),
            taskId,
            old.since().toEpochMilli());
    long wrong = settled.stream().filter(one -> !one.agreed()).count();
    long right = settled.stream().filter(one -> one.agreed() && saysTheSame(fresh, one)).count();
    return new Sequence(wrong + right, right);
  }

  private static boolean saysTheSame(Student fresh, Settled one) {
    try {
      return one.input() != null
          && one.output()
              .equals(fresh.predict(Input.of(ProtocolJson.MAPPER.readTree(one.input()))).output());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
