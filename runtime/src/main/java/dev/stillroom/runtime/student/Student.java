package dev.stillroom.runtime.student;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import java.util.List;

/** A task model: a label or an honest "not sure" for any input. */
public sealed interface Student extends Model
    permits Majority,
        RuleList,
        HashedLinear,
        EncoderHead,
        AdaptedHead,
        TextProgram,
        LanguageModel,
        FieldTagger {

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
   * The reasons for its prediction, heaviest first, where they may take longer than the prediction
   * itself: as long as some dozens of them.
   */
  default List<Prediction.Reason> explain(Input input) {
    return predict(input).reasons();
  }

  @Override
  default Prediction explained(Input input) {
    Prediction said = predict(input);
    return new Prediction(
        said.output(), said.confidence(), said.ranked(), explain(input), said.forced());
  }

  /** The same student with another calibration. */
  Student with(Answering answering);

  @Override
  default Kind kind() {
    return Kind.CLASSIFY;
  }

  @Override
  default Prediction answer(Input input) {
    return predict(input);
  }
}
