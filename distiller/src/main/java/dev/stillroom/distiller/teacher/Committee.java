package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The votes on one input: so many samples as it takes until one answer has more than half of all
 * that may be asked, so most inputs cost two of three.
 */
final class Committee {

  private final int size;
  private final Map<JsonNode, Integer> votes = new LinkedHashMap<>();
  private int asked;
  private int unfit;

  /**
   * @param size how many samples may be asked, at least one
   */
  Committee(int size) {
    this.size = size;
  }

  void vote(Optional<JsonNode> answer) {
    asked++;
    if (answer.isPresent()) {
      votes.merge(answer.get(), 1, Integer::sum);
    } else {
      unfit++;
    }
  }

  /** How many were asked. */
  int asked() {
    return asked;
  }

  int unfit() {
    return unfit;
  }

  /** The answer that more than half of the committee gives. */
  Optional<JsonNode> agreed() {
    return votes.entrySet().stream()
        .filter(one -> 2 * one.getValue() > size)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether another sample could still settle it. */
  boolean isOpen() {
    int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return agreed().isEmpty() && 2 * (most + size - asked) > size && asked < size;
  }

  /** The answers and who gave them, as long as there are several. */
  Map<JsonNode, Integer> votes() {
    return votes;
  }
}
