package dev.stillroom.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.trust.Carried;
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
 *
 * <p>Running by itself is earned by the outcomes of those acts alone that were sure enough to be
 * done without asking. How sure an act was stands before its outcome, so the bound is as valid for
 * these; the others would only be offered, whatever was earned.
 */
final class CarriedEvidence {

  private CarriedEvidence() {}

  /** A settled act of some version. */
  private record Settled(
      @Nullable String input, String output, boolean agreed, double confidence) {}

  /**
   * @param pack the new version's file
   * @param sure how sure an act must be to be done without asking
   */
  static Carried of(Journal journal, String taskId, Version old, Path pack, double sure) {
    Student fresh;
    try {
      fresh = PackReader.read(pack).student();
    } catch (PackRefused unreadable) {
      return Carried.NOTHING; // It will be refused when it is asked, too.
    }
    List<Settled> settled =
        journal.query(
            "SELECT d.filing, p.output, p.outcome = 'agreed', p.confidence FROM prediction p"
                + " LEFT JOIN download d ON d.id = p.subject_id WHERE p.task_id = ?"
                + " AND p.mode <> 'shadow' AND p.acts = 1 AND p.corrected = 0 AND p.time >= ?"
                + " AND p.outcome IN ('agreed', 'disagreed')",
            row -> new Settled(row.text(1), row.text(2), row.flag(3), row.real(4)),
            taskId,
            old.since().toEpochMilli());
    List<Settled> counted =
        settled.stream().filter(one -> !one.agreed() || saysTheSame(fresh, one)).toList();
    return new Carried(sequence(counted, 0), sequence(counted, sure));
  }

  private static Sequence sequence(List<Settled> counted, double least) {
    List<Settled> sure = counted.stream().filter(one -> one.confidence() >= least).toList();
    return new Sequence(sure.size(), sure.stream().filter(Settled::agreed).count());
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
