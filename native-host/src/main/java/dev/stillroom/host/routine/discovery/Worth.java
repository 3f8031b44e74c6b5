package dev.stillroom.host.routine.discovery;

import java.util.Comparator;
import java.util.List;

/** Which of the routines are worth being suggested: rare and right rather than many. */
public final class Worth {

  /** What doing it by itself has to save in a week, in seconds. */
  public static final double SECONDS_A_WEEK = 30;

  /** How many new ones a person is shown in 24 hours. */
  public static final int A_DAY = 3;

  private Worth() {}

  /** Those that are simple and save enough, the one that saves most first. */
  public static List<FoundRoutine> ranked(List<FoundRoutine> routines) {
    return routines.stream()
        .filter(one -> one.simple() && one.saving() >= SECONDS_A_WEEK)
        .sorted(
            Comparator.comparingDouble(FoundRoutine::saving)
                .reversed()
                .thenComparing(FoundRoutine::id))
        .toList();
  }
}
