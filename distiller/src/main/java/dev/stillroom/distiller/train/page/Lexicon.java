package dev.stillroom.distiller.train.page;

import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.student.page.Clue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for clues, as millions of them are counted. */
public final class Lexicon {

  private final Map<Clue, Integer> numbers = new HashMap<>();
  private final List<Clue> clues = new ArrayList<>();

  int number(Clue.Anchor anchor, String key) {
    return numbers.computeIfAbsent(
        new Clue(anchor, key),
        clue -> {
          clues.add(clue);
          return clues.size() - 1;
        });
  }

  Clue clue(int number) {
    return clues.get(number);
  }

  int size() {
    return clues.size();
  }

  /** Whether a clue may stand in a pack. */
  boolean isPlain(int number) {
    return ExampleReader.isPlain(clues.get(number).key());
  }
}
