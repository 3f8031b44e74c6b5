package dev.stillroom.runtime.student;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import java.util.List;

/** What a pack holds: something small that answers one kind of task. Immutable, on any thread. */
public sealed interface Model permits Student, Extractor, FormFlow, Summarizer {

  Kind kind();

  Architecture architecture();

  /** Never fails, whatever the input holds. */
  Answer answer(Input input);

  /** The same answer with its reasons, also where they take longer than the answer. */
  default Answer explained(Input input) {
    return answer(input);
  }

  /**
   * Why it could not answer the last input at all, in one line: what it rests on is missing or
   * broken. Null where it could.
   */
  default String impediment() {
    return null;
  }

  /** What a pack stores of it. */
  Program program();

  /** What it does, in sentences for a person. */
  List<String> inWords();
}
