package dev.stillroom.host.trust;

import static dev.stillroom.host.protocol.Trust.AUTO_EARNED;
import static dev.stillroom.host.protocol.Trust.AUTO_GRANTED;
import static dev.stillroom.host.protocol.Trust.OBSERVE;
import static dev.stillroom.host.protocol.Trust.SHADOW;
import static dev.stillroom.host.protocol.Trust.SUGGEST;

import dev.stillroom.host.protocol.Trust;
import java.util.List;
import java.util.Optional;

/**
 * The ladder of trust: every state, every allowed transition and what it rests on, in one table.
 * What is not in the table cannot happen.
 */
public final class Ladder {

  /** From this lower bound on a suggestion is pushed (badge, toast) instead of only shown. */
  public static final double PUSHED = 0.80;

  /** From this lower bound on a task runs by itself without being told to. */
  public static final double EARNED = 0.95;

  /** At {@code auto} one act in so many is offered instead of done, and feeds the bound. */
  public static final int SAMPLE_ONE_IN = 20;

  private static final String EARNED_BY =
      "lower bound at least 0.95 on what was predicted before it was known and sure enough to be"
          + " done unasked, by these bytes or by earlier ones where these say the same";

  /** One allowed transition and its evidence. */
  public record Rule(Trust from, Cause cause, Trust to, String evidence) {}

  public static final List<Rule> TABLE =
      List.of(
          new Rule(
              OBSERVE, Cause.LEARNED, SUGGEST, "a verdict with fewer errors than the baseline"),
          new Rule(SUGGEST, Cause.GRANTED, AUTO_GRANTED, "the person's word; acts can be undone"),
          new Rule(SUGGEST, Cause.EARNED, AUTO_EARNED, EARNED_BY),
          new Rule(AUTO_GRANTED, Cause.EARNED, AUTO_EARNED, EARNED_BY),
          new Rule(AUTO_GRANTED, Cause.UNDONE, SUGGEST, "one undo"),
          new Rule(AUTO_GRANTED, Cause.ASK_AGAIN, SUGGEST, "the person's word"),
          new Rule(AUTO_EARNED, Cause.ASK_AGAIN, SUGGEST, "the person's word"),
          new Rule(AUTO_GRANTED, Cause.DRIFTED, SUGGEST, "change detector, 1,000 acts between"),
          new Rule(AUTO_EARNED, Cause.DRIFTED, SUGGEST, "change detector, 1,000 acts between"),
          new Rule(SUGGEST, Cause.DRIFTED, OBSERVE, "change detector, 1,000 acts between"),
          new Rule(OBSERVE, Cause.CHALLENGED, SHADOW, "a newer version was distilled"),
          new Rule(SHADOW, Cause.TOOK_OVER, SUGGEST, "paired always-valid test on the same inputs"),
          new Rule(OBSERVE, Cause.SHARED, SHADOW, "a file from somebody else was taken in"),
          new Rule(SHADOW, Cause.VERIFIED, SUGGEST, "lower bound at least 0.80 on own examples"),
          new Rule(SUGGEST, Cause.GRANT_PASSED_ON, AUTO_GRANTED, "the grant is for the task"),
          new Rule(OBSERVE, Cause.ROLLED_BACK, SUGGEST, "the person's word; its verdict passed"),
          new Rule(SHADOW, Cause.ROLLED_BACK, SUGGEST, "the person's word; its verdict passed"),
          new Rule(OBSERVE, Cause.RETIRED, OBSERVE, "another version is the champion"),
          new Rule(SUGGEST, Cause.RETIRED, OBSERVE, "another version is the champion"),
          new Rule(AUTO_GRANTED, Cause.RETIRED, OBSERVE, "another version is the champion"),
          new Rule(AUTO_EARNED, Cause.RETIRED, OBSERVE, "another version is the champion"),
          new Rule(SHADOW, Cause.RETIRED, OBSERVE, "another version is the champion"));

  private Ladder() {}

  /** Where {@code cause} leads from {@code from}, if it leads anywhere. */
  public static Optional<Trust> next(Trust from, Cause cause) {
    return TABLE.stream()
        .filter(rule -> rule.from() == from && rule.cause() == cause)
        .map(Rule::to)
        .findFirst();
  }

  /** What watches for a fall of agreement at a state. */
  public static DriftDetector detector(Trust trust) {
    return actsByItself(trust) ? DriftDetector.AUTO : DriftDetector.SUGGEST;
  }

  /** Whether the model's answer is applied without asking. */
  public static boolean actsByItself(Trust trust) {
    return switch (trust) {
      case AUTO_GRANTED, AUTO_EARNED -> true;
      case OBSERVE, SUGGEST, SHADOW -> false;
    };
  }
}
