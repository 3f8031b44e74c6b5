package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The inputs a committee differed on, as questions for the person. An answer helps with all inputs
 * that are disputed in the same way, so the largest such group comes first, and of each group the
 * input that has most in common with the others; then the next group, and so on round.
 */
final class Disagreements {

  private static final int MOST_QUESTIONS = 20;

  /** So many of one dispute are compared with each other. */
  private static final int MOST_COMPARED = 200;

  private record Disputed(Input input, Map<JsonNode, Integer> votes, Set<String> words) {}

  private final List<Disputed> all = new ArrayList<>();

  void add(Input input, Committee committee) {
    if (!committee.votes().isEmpty()) {
      Set<String> words =
          Arrays.stream(Features.fold(input.members().toString()).split("[^\\p{L}\\p{N}]+"))
              .collect(Collectors.toSet());
      all.add(new Disputed(input, committee.votes(), words));
    }
  }

  int size() {
    return all.size();
  }

  ArrayNode questions() {
    Map<Set<JsonNode>, List<Disputed>> groups =
        all.stream().collect(Collectors.groupingBy(one -> one.votes().keySet()));
    List<List<Disputed>> largest = new ArrayList<>(groups.values());
    largest.sort(
        Comparator.comparingInt((List<Disputed> group) -> -group.size())
            .thenComparing(group -> group.getFirst().input().members().toString()));
    largest.replaceAll(Disagreements::typicalFirst);
    ArrayNode questions = JsonNodeFactory.instance.arrayNode();
    for (int round = 0; questions.size() < MOST_QUESTIONS; round++) {
      int before = questions.size();
      for (List<Disputed> group : largest) {
        if (round < group.size() && questions.size() < MOST_QUESTIONS) {
          write(group.get(round), group.size() - 1, questions.addObject());
        }
      }
      if (questions.size() == before) {
        break;
      }
    }
    return questions;
  }

  private static void write(Disputed one, int alike, ObjectNode json) {
    json.set("input", one.input().members());
    ArrayNode outputs = json.putArray("outputs");
    one.votes().entrySet().stream()
        .sorted(Map.Entry.<JsonNode, Integer>comparingByValue().reversed())
        .forEach(vote -> outputs.add(vote.getKey()));
    json.put("alike", alike);
  }

  private static List<Disputed> typicalFirst(List<Disputed> group) {
    List<Disputed> compared = group.subList(0, Math.min(MOST_COMPARED, group.size()));
    Map<Disputed, Double> common = new HashMap<>();
    for (Disputed one : compared) {
      double sum = 0;
      for (Disputed other : compared) {
        Set<String> both = new HashSet<>(one.words());
        both.retainAll(other.words());
        sum += both.size() / Math.sqrt((double) one.words().size() * other.words().size() + 1);
      }
      common.put(one, sum);
    }
    List<Disputed> sorted = new ArrayList<>(compared);
    sorted.sort(
        Comparator.comparingDouble((Disputed one) -> -common.get(one))
            .thenComparing(one -> one.input().members().toString()));
    return sorted;
  }
}
