package dev.stillroom.runtime.student;

import dev.stillroom.runtime.example.Input;
import java.util.List;

/** A task model: a label or an honest "not sure" for any input. Immutable, safe on any thread. */
public sealed interface Student
    permits Majority, RuleList, HashedLinear, EncoderHead, AdaptedHead, TextProgram, LanguageModel {

  Architecture architecture();

  /** What it can say and when it keeps silent. */
  Answering answering();

  /** Never fails, whatever the input holds. */
  Prediction predict(Input input);

  /** The same, with nothing taken from what was computed before: what a new input takes. */
  default Prediction predictAfresh(Input input) {
    return predict(input);
  }

  /** The same student with another calibration. */
  Student with(Answering answering);

  /** What a pack stores of it. */
  Program program();

  /** What it does, in sentences for a person. */
  List<String> inWords();
}
