package dev.stillroom.runtime.student.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import dev.stillroom.runtime.student.page.Clue.Anchor;
import java.util.ArrayList;
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
 * @param least the sum from which a place is one of the field
 */
public record Wrapper(
    Cut cut,
    ValueType type,
    Set<String> sources,
    Map<Clue, Double> worth,
    List<Double> usual,
    double least) {

  public static final int MAX_CLUES = 400;

  /** The most that one clue may be worth. */
  public static final double MAX_WORTH = 10;

  private static final int ANCHORS = Anchor.values().length;

  /**
   * A place and what speaks for it.
   *
   * @param votes by {@link Anchor#ordinal}
   * @param fits whether its values are of the field's type
   */
  public record Hit(Spot spot, List<String> values, double[] votes, boolean fits) {

    public double sum() {
      double sum = 0;
      for (double vote : votes) {
        sum += vote;
      }
      return sum;
    }
  }

  public Wrapper {
    sources = Set.copyOf(sources);
    worth = Map.copyOf(worth);
    usual = List.copyOf(usual);
  }

  /** The sum of a right place. */
  public double expected() {
    return usual.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** What speaks for each place of a page; places for which too little does are left out. */
  public List<Hit> hits(List<Spot> spots, Clues clues) {
    List<Hit> hits = new ArrayList<>();
    for (Spot spot : spots) {
      List<String> values = sources.contains(spot.source()) ? cut.of(spot.text()) : List.of();
      if (values.isEmpty()) {
        continue;
      }
      double[] votes = new double[ANCHORS];
      clues.of(
          spot,
          values.getFirst(),
          (anchor, key) -> {
            Double vote = worth.get(new Clue(anchor, key));
            if (vote != null && vote > votes[anchor.ordinal()]) {
              votes[anchor.ordinal()] = vote;
            }
          });
      boolean fits = type == null || values.stream().allMatch(type::fits);
      Hit hit = new Hit(spot, values, votes, fits);
      if (hit.sum() >= least / 2) {
        hits.add(hit);
      }
    }
    return hits;
  }

  /** The anchors that hold a place of this field, in words, and whether each holds this one. */
  public Map<String, Boolean> holds(Hit hit) {
    Map<String, Boolean> holds = new TreeMap<>();
    for (Anchor anchor : Anchor.values()) {
      double wanted = usual.get(anchor.ordinal());
      if (wanted >= 1) {
        holds.put(anchor.inWords(), hit.votes()[anchor.ordinal()] >= wanted * 0.6);
      }
    }
    return holds;
  }

  /** The clue of each anchor that is worth most, most first. */
  public String inWords() {
    Map<Anchor, Map.Entry<Clue, Double>> best = new HashMap<>();
    for (Map.Entry<Clue, Double> clue : worth.entrySet()) {
      best.merge(
          clue.getKey().anchor(),
          clue,
          (a, b) -> {
            int order = Double.compare(a.getValue(), b.getValue());
            boolean first =
                order > 0 || order == 0 && a.getKey().key().compareTo(b.getKey().key()) < 0;
            return first ? a : b;
          });
    }
    List<String> words = new ArrayList<>();
    for (Anchor anchor : Anchor.values()) {
      Map.Entry<Clue, Double> clue = best.get(anchor);
      if (clue != null && usual.get(anchor.ordinal()) >= 1) {
        words.add(clue.getKey().key());
      }
    }
    return String.join(" · ", words);
  }

  /** Writes what {@link #read} reads. */
  public ObjectNode write(ObjectNode json) {
    cut.write(json.putObject("cut"));
    json.put("type", type == null ? "" : type.name());
    ArrayNode from = json.putArray("sources");
    sources.stream().sorted().forEach(from::add);
    ArrayNode normal = json.putArray("usual");
    usual.forEach(normal::add);
    json.put("least", least);
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
    List<Double> usual = new ArrayList<>();
    for (JsonNode value : fields.array("usual", ANCHORS, ANCHORS)) {
      usual.add(number(value));
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
            fields.number("least", 0, MAX_WORTH * ANCHORS));
    fields.end();
    return wrapper;
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
