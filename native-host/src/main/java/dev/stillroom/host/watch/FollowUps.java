package dev.stillroom.host.watch;

/** Hears of deeds, on the engine's thread, after their row is written. */
@FunctionalInterface
public interface FollowUps {

  void followedUp(FollowUp followUp);

  /** A deed told before was none: its file was a download itself, or it was undone. */
  default void takenBack(FollowUp followUp) {}

  /** The original of a conversion told before is gone now; {@code followUp} says so. */
  default void originalGone(FollowUp followUp) {}
}
