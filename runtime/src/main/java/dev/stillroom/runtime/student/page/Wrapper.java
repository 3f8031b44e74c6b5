package dev.stillroom.runtime.student.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import dev.stillroom.runtime.student.page.Clue.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a field's values are found on pages of one kind. Each anchor gives a place what its best clue
 * is worth; a place is held by the sum, so that one or two anchors may fail.
 *
 * @param cut which part of a place's text is the value
 * @param type what all values seen were; null where they had no type in common
 * @param sources where values stand: attributes' names, empty string for texts
 * @param worth for each clue what it speaks for the field
 * @param usual what each anchor gives a right place, by {@link Anchor#ordinal}
 * @param border where between a rival and a right place the border is, as a share of the way up:
 *     low where a page never lacked the field
 * @param rivals what the anchors gave the strongest of the places that were not right
 */
public record Wrapper(
    Cut cut,
    ValueType type,
    Set<String> sources,
    Map<Clue, Double> worth,
    List<Double> usual,
    double border,
    List<List<Double>> rivals) {

  public static final int MAX_CLUES = 400;
  public static final int MAX_RIVALS = 12;

  /** The least share of what is usual that a place must have, whatever its rivals. */
  private static final double LEAST = 0.35;

  /** The most that one clue may be worth. */
  public static final double MAX_WORTH = 10;

  /** Of clues that are worth as much the person is shown first what comes first here. */
  private static final List<String> TELLING =
      List.of("column", "first", "label", "path", "0 class", "0 id", "0 itemprop", "under");

  private static final int ANCHORS = Anchor.values().length;

  /**
   * A place and what speaks for it.
   *
   * @param votes by {@link Anchor#ordinal}
   * @param fits whether its values are of the field's type
   */
  public record Hit(Spot spot, List<String> values, double[] votes, boolean fits) {

    public double sum(Set<Anchor> alive) {
      return Wrapper.sum(votes, alive);
    }
  }

  public Wrapper {
    sources = Set.copyOf(sources);
    worth = Map.copyOf(worth);
    usual = List.copyOf(usual);
    rivals = rivals.stream().map(List::copyOf).toList();
  }

  /** The sum of a right place where these anchors are all that a page has left. */
  public double expected(Set<Anchor> alive) {
    return sum(usual, alive);
  }

  /** The sum from which a place is one of the field. */
  public double least(Set<Anchor> alive) {
    double expected = expected(alive);
    double rival = 0;
    for (List<Double> votes : rivals) {
      rival = Math.max(rival, Math.min(expected, sum(votes, alive)));
    }
    return Math.max(LEAST * expected, rival + border * (expected - rival));
  }

  static double sum(double[] votes, Set<Anchor> alive) {
    double sum = 0;
    for (Anchor anchor : alive) {
      sum += votes[anchor.ordinal()];
    }
    return sum;
  }

  private static double sum(List<Double> votes, Set<Anchor> alive) {
    double sum = 0;
    for (Anchor anchor : alive) {
      sum += votes.get(anchor.ordinal());
    }
    return sum;
  }

  /** A place of whose text these are the values. */
  Hit hit(Spot spot, List<String> values, double[] votes) {
    boolean fits = type == null || values.stream().allMatch(type::fits);
    return new Hit(spot, values, votes, fits);
  }

  /** The anchors that hold a place of this field, in words, and whether each holds this one. */
  public Map<String, Boolean> holds(Hit hit) {
    Map<String, Boolean> holds = new TreeMap<>();
    for (Anchor anchor : Anchor.values()) {
      double wanted = usual.get(anchor.ordinal());
      // What a value looks like differs from value to value, also where nothing has changed.
      if (wanted >= 1 && anchor != Anchor.SHAPE) {
        holds.put(anchor.inWords(), hit.votes()[anchor.ordinal()] >= wanted * 0.6);
      }
    }
    return holds;
  }

  /** The clue of each anchor that is worth most and says most to a person. */
  public String inWords() {
    List<String> words = new ArrayList<>();
    for (Anchor anchor : Anchor.values()) {
      if (usual.get(anchor.ordinal()) >= 1) {
        worth.entrySet().stream()
            .filter(clue -> clue.getKey().anchor() == anchor)
            .min(
                Comparator.comparingDouble((Map.Entry<Clue, Double> clue) -> -clue.getValue())
                    .thenComparing(clue -> telling(clue.getKey()))
                    .thenComparing(clue -> clue.getKey().key().length())
                    .thenComparing(clue -> clue.getKey().key()))
            .ifPresent(clue -> words.add(clue.getKey().inWords()));
      }
    }
    return String.join(", ", words);
  }

  private static int telling(Clue clue) {
    int at = TELLING.indexOf(clue.key().split("=")[0]);
    return at < 0 ? TELLING.size() : at;
  }

  /** Writes what {@link #read} reads. */
  public ObjectNode write(ObjectNode json) {
    cut.write(json.putObject("cut"));
    json.put("type", type == null ? "" : type.name());
    ArrayNode from = json.putArray("sources");
    sources.stream().sorted().forEach(from::add);
    ArrayNode normal = json.putArray("usual");
    usual.forEach(normal::add);
    json.put("border", border);
    ArrayNode others = json.putArray("rivals");
    rivals.forEach(votes -> votes.forEach(others.addArray()::add));
    ArrayNode clues = json.putArray("clues");
    worth.entrySet().stream()
        .sorted(
            (a, b) -> {
              int order = a.getKey().anchor().compareTo(b.getKey().anchor());
              order = order != 0 ? order : Double.compare(b.getValue(), a.getValue());
              return order != 0 ? order : a.getKey().key().compareTo(b.getKey().key());
            })
        .forEach(
            clue ->
                clues
                    .addArray()
                    .add(clue.getKey().anchor().name())
                    .add(clue.getKey().key())
                    .add(clue.getValue()));
    return json;
  }

  public static Wrapper read(JsonNode node) throws ProgramRefused {
    Fields fields = new Fields(node, "a wrapper");
    Fields cut = new Fields(fields.object("cut"), "a cut");
    Cut part = Cut.read(cut);
    cut.end();
    String name = fields.string("type", 20);
    Set<String> sources = new HashSet<>();
    for (JsonNode source : fields.array("sources", 1, 20)) {
      sources.add(Fields.plain(source, "a source", 40));
    }
    List<Double> usual = votes(fields.array("usual", ANCHORS, ANCHORS));
    List<List<Double>> rivals = new ArrayList<>();
    for (JsonNode rival : fields.array("rivals", 0, MAX_RIVALS)) {
      if (!rival.isArray() || rival.size() != ANCHORS) {
        throw new ProgramRefused("a rival must be an array of " + ANCHORS + " votes");
      }
      rivals.add(votes(rival));
    }
    Map<Clue, Double> worth = new HashMap<>();
    for (JsonNode clue : fields.array("clues", 0, MAX_CLUES)) {
      if (!clue.isArray() || clue.size() != 3) {
        throw new ProgramRefused("a clue must be an array of anchor, key and worth");
      }
      String anchor = Fields.plain(clue.get(0), "an anchor", 20);
      String key = Fields.plain(clue.get(1), "a clue", Clues.MAX_KEY);
      worth.put(new Clue(named(Anchor.values(), anchor), key), number(clue.get(2)));
    }
    Wrapper wrapper =
        new Wrapper(
            part,
            name.isEmpty() ? null : named(ValueType.values(), name),
            sources,
            worth,
            usual,
            fields.number("border", 0, 1),
            rivals);
    fields.end();
    return wrapper;
  }

  private static List<Double> votes(JsonNode array) throws ProgramRefused {
    List<Double> votes = new ArrayList<>();
    for (JsonNode vote : array) {
      votes.add(number(vote));
    }
    return votes;
  }

  private static double number(JsonNode value) throws ProgramRefused {
    if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= MAX_WORTH)) {
      throw new ProgramRefused("what a clue is worth must be a number within 0 and " + MAX_WORTH);
    }
    return value.doubleValue();
  }

  private static <E extends Enum<E>> E named(E[] all, String name) throws ProgramRefused {
    for (E one : all) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    throw new ProgramRefused("'" + name + "' is none of " + List.of(all));
  }
}
