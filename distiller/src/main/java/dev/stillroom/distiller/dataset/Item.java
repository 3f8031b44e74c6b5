package dev.stillroom.distiller.dataset;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Feature;
import java.time.Instant;
import java.util.List;

/**
 * One example, ready to learn from.
 *
 * @param features what a student sees of the input
 * @param label its index in the dataset's labels, or {@link #OUT_OF_SCOPE}
 * @param key the input in a form in which equal inputs are equal
 * @param mayVerify whether a person made the label; a teacher's never stands in for the truth
 * @param group examples of one group are never split; null for an example of its own
 * @param time null where the example has none
 * @param line where it stands in its file, from 1; 0 where it came from no file
 * @param id its name; null where it has none
 */
public record Item(
    Input input,
    List<Feature> features,
    int label,
    String key,
    boolean mayVerify,
    String group,
    Instant time,
    int line,
    String id) {

  /** The label of an input to which none of the labels is right. */
  public static final int OUT_OF_SCOPE = -1;

  public Item(
      Input input,
      List<Feature> features,
      int label,
      String key,
      boolean mayVerify,
      String group,
      Instant time) {
    this(input, features, label, key, mayVerify, group, time, 0, null);
  }

  public boolean inScope() {
    return label != OUT_OF_SCOPE;
  }
}
