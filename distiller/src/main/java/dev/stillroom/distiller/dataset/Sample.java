package dev.stillroom.distiller.dataset;

import dev.stillroom.runtime.example.Example;
import java.util.List;
import java.util.Map;

/**
 * One filled-in form, ready to learn from.
 *
 * @param wanted what the person put into each field; a field that is not there was not looked at
 * @param key the input in a form in which equal inputs are equal
 */
public record Sample(Example example, Map<String, Wanted> wanted, String key) {

  /**
   * What belongs into a field.
   *
   * @param values none where the input has none
   * @param begun whether the person only began the list: there are more of the like
   */
  public record Wanted(List<String> values, boolean begun) {

    public Wanted {
      values = List.copyOf(values);
    }

    /** Whether the input has no value. */
    public boolean isNone() {
      return values.isEmpty();
    }
  }

  /** Whether a person filled it in; a teacher's never stands in for the truth. */
  public boolean mayVerify() {
    return example.source() == Example.Source.USER || example.source() == Example.Source.CORRECTION;
  }
}
