package dev.stillroom.host.trust;

/** What can move a version of a task's model on the ladder. */
public enum Cause {
  /** The person accepted the proposal, and the verdict passed. */
  LEARNED,
  /** The person pressed "Always", with the figures and a preview before them. */
  GRANTED,
  /** The lower bound of agreement reached {@link Ladder#EARNED}. */
  EARNED,
  /** The person took back one act of a task they had granted. */
  UNDONE,
  /** The change detector found more disagreement than before. */
  DRIFTED,
  /** The person wants to be asked first again. */
  ASK_AGAIN,
  /** A challenger was distilled, to predict silently beside the champion. */
  CHALLENGED,
  /** The challenger won the paired test and becomes the champion. */
  TOOK_OVER,
  /** The grant is the person's, for the task: it passes to the version that took over. */
  GRANT_PASSED_ON,
  /** The person went back to this version. */
  ROLLED_BACK,
  /** It came as a file from somebody else, to predict silently. */
  SHARED,
  /** What came as a file was right often enough on the person's own examples. */
  VERIFIED,
  /** Another version is the champion now; this one is kept. */
  RETIRED
}
