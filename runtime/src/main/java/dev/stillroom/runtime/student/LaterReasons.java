package dev.stillroom.runtime.student;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reasons that are looked for when somebody asks: finding the words behind an answer takes longer
 * than the answer of a linear student, and of a thousand answers most are never explained.
 */
final class LaterReasons extends AbstractList<Prediction.Reason> {

  private Supplier<List<Prediction.Reason>> source;
  private List<Prediction.Reason> found;

  /**
   * @param source says the same whenever it is asked, and is asked once
   */
  LaterReasons(Supplier<List<Prediction.Reason>> source) {
    this.source = source;
  }

  private synchronized List<Prediction.Reason> found() {
    if (found == null) {
      found = List.copyOf(source.get());
      source = null;
    }
    return found;
  }

  @Override
  public Prediction.Reason get(int index) {
    return found().get(index);
  }

  @Override
  public int size() {
    return found().size();
  }
}
