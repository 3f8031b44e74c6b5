package dev.stillroom.host.task;

import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import java.time.Instant;

/**
 * A routine the product offered to learn, and what became of it.
 *
 * @param deed the symbol of what it does, for example {@code convert:jpeg}
 * @param evidence what the proposal rests on
 * @param grantedAt when the person pressed "Always"; null when they did not, or took it back
 * @param failure one clear line while {@code phase} is FAILED
 * @param seconds how long the last distillation took; null before the first
 * @param subjects how much there was to learn from at the last distillation
 * @param retrain whether a challenger is wanted at idle
 */
public record Task(
    String id,
    Instant created,
    String deed,
    View.Act act,
    TaskPhase phase,
    boolean paused,
    EvidenceView.Evidence evidence,
    Instant grantedAt,
    String failure,
    Double seconds,
    long subjects,
    boolean retrain) {

  /** The label of a student that would do nothing. */
  public static final String LEAVE = "leave";
}
