package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.TextProgram;
import dev.stillroom.runtime.student.text.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The input on which good programs differ most: what the person says of it tells which of them is
 * meant. Taken from inputs that are known, otherwise made of the examples.
 */
final class Ambiguity {

  private static final int MOST_KNOWN = 2_000;
  private static final int MOST_MADE = 400;
  private static final int MOST_ANSWERS = 4;

  /** Behind each mark that divides words. */
  private static final String SPLIT = "(?<=[ ,;/_-])";

  /** A second answer of less weight than this is not worth a question. */
  private static final double LEAST_SHARE = 0.05;

  /**
   * @param made whether no person wrote this input
   * @param answers with their share, the likeliest first
   */
  record Question(Input input, boolean made, List<Map.Entry<String, Double>> answers) {

    private double doubt() {
      return 1 - answers.getFirst().getValue();
    }

    ObjectNode write(ObjectNode json) {
      json.set("input", input.members());
      json.put("made", made);
      ArrayNode said = json.putArray("answers");
      answers.forEach(
          one -> said.addObject().put("output", one.getKey()).put("share", one.getValue()));
      return json;
    }
  }

  private Ambiguity() {}

  /** The questions that tell most, of known inputs where there are any in doubt. */
  static List<Question> questions(
      TextProgram student, List<Pair> pairs, List<Input> known, int most) {
    List<Question> found = new ArrayList<>();
    known.stream()
        .limit(MOST_KNOWN)
        .forEach(input -> ask(student, input, false).ifPresent(found::add));
    if (found.isEmpty()) {
      made(pairs).forEach(input -> ask(student, input, true).ifPresent(found::add));
    }
    found.sort(Comparator.comparingDouble(Question::doubt).reversed());
    return found.subList(0, Math.min(most, found.size()));
  }

  private static Optional<Question> ask(TextProgram student, Input input, boolean made) {
    Map<String, Double> answers = student.answers(Row.of(input));
    double total = answers.values().stream().mapToDouble(share -> share).sum();
    List<Map.Entry<String, Double>> likely =
        answers.entrySet().stream()
            .map(one -> Map.entry(one.getKey(), one.getValue() / total))
            .filter(one -> one.getValue() >= LEAST_SHARE)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(MOST_ANSWERS)
            .toList();
    return likely.size() < 2 ? Optional.empty() : Optional.of(new Question(input, made, likely));
  }

  /** The examples' inputs with a word more or less, other lengths, other letters. */
  private static List<Input> made(List<Pair> pairs) {
    Set<String> seen = new LinkedHashSet<>();
    List<Input> made = new ArrayList<>();
    for (int i = 0; i < Math.min(6, pairs.size()); i++) {
      Pair pair = pairs.get(i);
      Pair next = pairs.get((i + 1) % pairs.size());
      for (Map.Entry<String, JsonNode> member : pair.input().members().properties()) {
        if (!member.getValue().isTextual() || member.getValue().textValue().length() > 200) {
          continue;
        }
        String text = member.getValue().textValue();
        String more = next.input().members().path(member.getKey()).asText(text);
        for (String other : others(text, more)) {
          ObjectNode input = pair.input().members().deepCopy();
          input.put(member.getKey(), other);
          if (made.size() < MOST_MADE && seen.add(input.toString())) {
            made.add(new Input(input));
          }
        }
      }
    }
    return made;
  }

  /**
   * @param more another example's text, for a word to put in
   */
  private static List<String> others(String text, String more) {
    List<String> others = new ArrayList<>();
    String[] strange = more.split(SPLIT);
    String[] words = text.split(SPLIT);
    for (int i = 0; i < words.length && words.length < 12; i++) {
      if (words.length > 1) {
        others.add(joined(words, i, ""));
      }
      if (i > 0) {
        others.add(joined(words, i, strange[Math.min(i - 1, strange.length - 1)] + words[i]));
      }
    }
    // One digit for two, two for one, the accent that nobody had.
    others.add(text.replaceFirst("\\b0(?=\\d)", ""));
    others.add(text.replaceFirst("\\b1(?=\\d\\b)", ""));
    others.add(text.replaceFirst("\\b(?=\\d\\b)", "1"));
    others.add(text.replaceFirst("e", "é"));
    others.add(text.toUpperCase(java.util.Locale.ROOT));
    others.removeIf(other -> other.isBlank() || other.equals(text));
    return others;
  }

  private static String joined(String[] words, int at, String instead) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      all.append(i == at ? instead : words[i]);
    }
    return all.toString().strip();
  }
}
