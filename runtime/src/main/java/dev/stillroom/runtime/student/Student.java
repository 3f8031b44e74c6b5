package dev.stillroom.runtime.student;

import dev.stillroom.runtime.example.Input;
import java.util.List;

/** A task model: a label or an honest "not sure" for any input. Immutable, safe on any thread. */
public sealed interface Student
    permits Majority, RuleList, HashedLinear, EncoderHead, AdaptedHead, TextProgram {

  Architecture architecture();

  /** What it can say and when it keeps silent. */
  Answering answering();

  /**
   * Never fails, whatever the input holds; where it cannot work at all it abstains and says why.
   */
  Prediction predict(Input input);

  /** The same, with nothing taken from what was computed before: what a new input takes. */
  default Prediction predictAfresh(Input input) {
    return predict(input);
  }

  /**
   * Why it could not answer the last input at all, in one line: what it rests on is missing or
   * broken. Null where it could.
   */
  default String impediment() {
    return null;
  }

  /**
   * The reasons for its prediction, heaviest first, where they may take longer than the prediction
   * itself: as long as some dozens of them.
   */
  default List<Prediction.Reason> explain(Input input) {
    return predict(input).reasons();
  }

  /** The same student with another calibration. */
  Student with(Answering answering);

  /** What a pack stores of it. */
  Program program();

  /** What it does, in sentences for a person. */
  List<String> inWords();
}
