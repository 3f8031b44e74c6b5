package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Why a student says what it says, whatever it computes: how much less probable its answer is
 * without each member of the input, or without a piece of its text. Exact for each piece alone;
 * pieces that say the same stand in for each other and seem to matter less than together.
 */
final class LeaveOneOut {

  /** Pieces of a text: more would cost more than an explanation is worth. */
  private static final int MOST_PIECES = 24;

  /** Other members that are tried. */
  private static final int MOST_MEMBERS = 40;

  private static final int GIVEN = 5;

  /** A probability changes that much by chance of rounding; less is no reason. */
  private static final double LEAST = 0.005;

  private static final int SHOWN = 80;

  private LeaveOneOut() {}

  /**
   * The heaviest reasons; a weight is what the answer's probability loses, in [0, 1].
   *
   * @param predict computed for each piece once
   */
  static List<Prediction.Reason> of(Input input, Function<Input, Prediction> predict) {
    Prediction whole = predict.apply(input);
    String answer = whole.best();
    List<Prediction.Reason> reasons = new ArrayList<>();
    int tried = 0;
    for (Map.Entry<String, JsonNode> member : input.members().properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (name.equals("text") && value.isTextual()) {
        for (Piece piece : pieces(value.textValue())) {
          ObjectNode without = input.members().deepCopy().put(name, piece.rest());
          add(reasons, name, piece.words(), whole, answer, predict.apply(new Input(without)));
        }
      } else if (tried++ < MOST_MEMBERS) {
        ObjectNode without = input.members().deepCopy();
        without.remove(name);
        String shown = value.isValueNode() ? value.asText() : value.toString();
        add(reasons, name, cut(shown), whole, answer, predict.apply(new Input(without)));
      }
    }
    reasons.sort(Comparator.comparingDouble(Prediction.Reason::weight).reversed());
    return List.copyOf(reasons.subList(0, Math.min(GIVEN, reasons.size())));
  }

  private static void add(
      List<Prediction.Reason> reasons,
      String name,
      String words,
      Prediction whole,
      String answer,
      Prediction without) {
    double left =
        without.ranked().stream()
            .filter(ranked -> ranked.label().equals(answer))
            .mapToDouble(Prediction.Ranked::probability)
            .findFirst()
            .orElse(0);
    double lost = whole.ranked().getFirst().probability() - left;
    if (lost >= LEAST) {
      reasons.add(new Prediction.Reason(name, words, lost));
    }
  }

  /** Some words of a text, and the text without them. */
  private record Piece(String words, String rest) {}

  /** Its words, one by one; of a long text runs of as many words as make few enough pieces. */
  private static List<Piece> pieces(String text) {
    String[] words = text.strip().split("\\s+");
    int each = (words.length + MOST_PIECES - 1) / MOST_PIECES;
    List<Piece> pieces = new ArrayList<>();
    for (int from = 0; from < words.length; from += each) {
      int to = Math.min(words.length, from + each);
      String before = String.join(" ", List.of(words).subList(0, from));
      String after = String.join(" ", List.of(words).subList(to, words.length));
      String piece = String.join(" ", List.of(words).subList(from, to));
      pieces.add(new Piece(cut(piece), (before + " " + after).strip()));
    }
    return pieces;
  }

  private static String cut(String words) {
    return words.length() <= SHOWN ? words : words.substring(0, SHOWN) + "…";
  }
}
