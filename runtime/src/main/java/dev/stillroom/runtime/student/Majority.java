package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import java.util.List;
import java.util.Map;

/** Always says what was most frequent: the baseline that every other student has to beat. */
public record Majority(Answering answering, Counts counts) implements Student {

  @Override
  public Architecture architecture() {
    return Architecture.MAJORITY;
  }

  @Override
  public Prediction predict(Input input) {
    return answering.answer(counts.probabilities(), counts.best(), List.of());
  }

  @Override
  public Majority with(Answering changed) {
    return new Majority(changed, counts);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    answering.write(architecture(), json);
    counts.write(json.putArray("counts"));
    return new Program(json, Map.of());
  }

  @Override
  public List<String> inWords() {
    return List.of("always " + counts.inWords(answering.labels()));
  }

  static Majority read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Answering answering = Answering.read(fields);
    Counts counts = Counts.read(fields.array("counts", 1, Answering.MAX_LABELS), answering);
    fields.end();
    Tensors.none(tensors);
    return new Majority(answering, counts);
  }
}
