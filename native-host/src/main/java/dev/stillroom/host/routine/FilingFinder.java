package dev.stillroom.host.routine;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds that the person puts downloads away: at least {@link #SUPPORT} of them, and into one folder
 * twice. What decides where is for the students to find out; the proposal costs a glance.
 */
public final class FilingFinder {

  /** How many downloads must have been moved. */
  public static final int SUPPORT = 4;

  private static final String DEED = "file";

  private final Journal journal;

  public FilingFinder(Journal journal) {
    this.journal = journal;
  }

  /** The routine, if there is one by now. */
  public Optional<Routine> find() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    journal
        .query(
            "SELECT target FROM follow_up WHERE deed = 'move' AND taken_back = 0"
                + " AND actor <> 'model' AND target IS NOT NULL",
            row -> Path.of(row.text(1)).getParent().toString())
        .forEach(folder -> counts.merge(folder, 1, Integer::sum));
    EvidenceView.Tally tally =
        new EvidenceView.Tally(
            counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(count -> new EvidenceView.Count(count.getKey(), count.getValue()))
                .toList());
    if (tally.support() < SUPPORT || tally.counts().getFirst().times() < 2) {
      return Optional.empty();
    }
    String why = "put " + tally.support() + " downloads into " + folders(tally.counts().size());
    return Optional.of(new Routine(DEED, DEED, new View.Filing(null), tally, true, why));
  }

  private static String folders(int count) {
    return count == 1 ? "one folder" : count + " folders";
  }
}
