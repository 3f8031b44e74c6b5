package dev.stillroom.distiller.verify;

import dev.stillroom.runtime.bounds.ExactBound;
import dev.stillroom.runtime.example.Example;
import java.util.List;

/** When a verdict may say that the answers keep to the error that was aimed at. */
public final class Certificate {

  private Certificate() {}

  /**
   * Whether examples that nothing was chosen on count one by one: those of a group are right or
   * wrong together, and what a teacher says proves nothing.
   */
  public static boolean apart(List<Example> examples) {
    return examples.stream()
        .allMatch(
            one ->
                one.group() == null
                    && (one.source() == Example.Source.USER
                        || one.source() == Example.Source.CORRECTION));
  }

  /** Whether so many wrong ones of the answers given show that no more than the target are. */
  public static boolean holds(long wrong, long given, double target) {
    return given > 0 && ExactBound.upper(wrong, given, Verdict.LEVEL) <= target;
  }
}
