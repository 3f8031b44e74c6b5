package dev.stillroom.host.task;

import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import java.time.Instant;

/**
 * A routine the product offered to learn, and what became of it.
 *
 * @param deed the label its student answers with when the person would act: {@code convert:jpeg}
 * @param evidence what the proposal rests on
 * @param grantedAt when the person pressed "Always"; null when they did not, or took it back
 * @param failure one clear line while {@code phase} is FAILED
 * @param seconds how long the last distillation took; null before the first
 * @param downloads how many downloads there were at the last distillation
 * @param retrain whether a challenger is wanted at idle
 */
public record Task(
    String id,
    Instant created,
    String deed,
    boolean removeOriginal,
    TaskPhase phase,
    boolean paused,
    View.Evidence evidence,
    Instant grantedAt,
    String failure,
    Double seconds,
    long downloads,
    boolean retrain) {

  /** The label of a student that would do nothing. */
  public static final String LEAVE = "leave";

  /** What the task does. */
  public View.Act act() {
    return new View.Act(View.ActKind.CONVERT, deed.substring("convert:".length()), removeOriginal);
  }

  /** Whether a deed is one that a task of this version can do. */
  public static boolean doable(String deed) {
    return deed.equals("convert:jpeg") || deed.equals("convert:png") || deed.equals("convert:webp");
  }
}
