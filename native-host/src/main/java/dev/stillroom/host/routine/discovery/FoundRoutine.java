package dev.stillroom.host.routine.discovery;

import dev.stillroom.host.protocol.View;
import java.util.List;

/**
 * Something that a person does again and again.
 *
 * @param id stays the same as long as the steps do
 * @param name verb, object and site
 * @param what the same, not yet in words
 * @param support how often it was done
 * @param coverage its share of all events
 * @param cohesion the share of its events among those between its first and its last
 * @param follows how surely one step follows the other wherever it is done, from 0 to 1
 * @param simple whether what comes next can be foretold
 * @param why that, in words
 * @param kind of task that it becomes
 * @param seconds that one takes, pauses of more than a minute cut
 * @param weekly how often it is done in a week
 */
public record FoundRoutine(
    String id,
    String name,
    View.Repetition what,
    List<Step> pattern,
    long support,
    double coverage,
    double cohesion,
    double follows,
    boolean simple,
    String why,
    String kind,
    double seconds,
    double weekly,
    long lastTime) {

  /** What doing it by itself would save in a week, in seconds. */
  public double saving() {
    return seconds * weekly;
  }
}
