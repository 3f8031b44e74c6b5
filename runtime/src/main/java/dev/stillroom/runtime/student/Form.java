package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Extraction.Filled;
import dev.stillroom.runtime.student.Extraction.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields that an extractor fills in, in the order in which the person named them. */
public record Form(List<Blank> blanks) {

  public static final int MAX_FIELDS = 100;

  /** The longest name of a field, in characters. */
  public static final int MAX_NAME = 200;

  private static final double LIKELY = 0.5;

  /**
   * One field.
   *
   * @param list whether it may hold several values; otherwise it holds one or none
   * @param threshold the confidence below which a value is left open, in [0, 1]
   * @param absence the same where there seems to be no value, in [0, 1]
   * @param sure what its values' confidences are worth; the thresholds are for what that makes of
   *     them
   * @param sureOfNone the same where there seems to be no value
   */
  public record Blank(
      String name,
      boolean list,
      double threshold,
      double absence,
      Sureness sure,
      Sureness sureOfNone) {

    public Blank(String name, boolean list, double threshold, double absence) {
      this(name, list, threshold, absence, Sureness.AS_IT_IS, Sureness.AS_IT_IS);
    }

    public Blank(String name, boolean list, double threshold) {
      this(name, list, threshold, threshold);
    }

    public Blank(String name, boolean list) {
      this(name, list, 0);
    }
  }

  /** From which confidences on a field's values, and its having none, are said. */
  public record Least(double value, double absence) {}

  /**
   * What an architecture found for a field, before the threshold.
   *
   * @param values none where it holds that the input has none; the best candidate where that is
   *     less likely than not
   * @param confidence of all of it
   * @param where a path, a selector or a span, for a person
   * @param at for each value where it begins: the node of a page, the character of a text; empty
   *     where there is no such place
   * @param note what the person should know, or null
   * @param each for each value its own confidence; empty where they are right or wrong together
   */
  public record Guess(
      List<String> values,
      double confidence,
      String where,
      List<Integer> at,
      String note,
      List<Double> each) {

    public Guess {
      values = List.copyOf(values);
      at = List.copyOf(at);
      each = List.copyOf(each);
    }

    public Guess(
        List<String> values, double confidence, String where, List<Integer> at, String note) {
      this(values, confidence, where, at, note, List.of());
    }

    public Guess(List<String> values, double confidence, String where) {
      this(values, confidence, where, List.of(), null);
    }

    /**
     * Parts of a text.
     *
     * @param none how sure it is that there are none, where there are none
     */
    public static Guess spans(
        List<String> values, List<Integer> at, List<Double> each, double none) {
      List<String> where = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        where.add(at.get(i) + "-" + (at.get(i) + values.get(i).length()));
      }
      return new Guess(
          values,
          each.stream().mapToDouble(Double::doubleValue).min().orElse(none),
          where.isEmpty() ? null : String.join(", ", where),
          at,
          null,
          each);
    }

    /** The same with confidences as they are worth. */
    Guess weighed(Blank blank) {
      Sureness sure = values.isEmpty() ? blank.sureOfNone() : blank.sure();
      return sure.equals(Sureness.AS_IT_IS)
          ? this
          : new Guess(
              values, sure.of(confidence), where, at, note, each.stream().map(sure::of).toList());
    }

    /** The first value alone. */
    Guess first() {
      return new Guess(
          values.subList(0, 1),
          each.isEmpty() ? confidence : each.getFirst(),
          where,
          at.subList(0, Math.min(1, at.size())),
          note,
          each.subList(0, Math.min(1, each.size())));
    }

    /** Those values of a text that are sure enough. */
    Guess from(double threshold) {
      List<String> kept = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      List<Double> sure = new ArrayList<>();
      for (int i = 0; i < each.size(); i++) {
        if (each.get(i) >= threshold) {
          kept.add(values.get(i));
          places.add(at.get(i));
          sure.add(each.get(i));
        }
      }
      Guess some = spans(kept, places, sure, confidence);
      return new Guess(some.values, some.confidence, some.where, some.at, note, sure);
    }
  }

  public Form {
    blanks = List.copyOf(blanks);
  }

  /** The form filled in with a guess for each blank, in their order. */
  public Extraction fill(List<Guess> guesses) {
    List<Filled> filled = new ArrayList<>();
    for (int i = 0; i < blanks.size(); i++) {
      filled.add(filled(blanks.get(i), guesses.get(i)));
    }
    return new Extraction(filled);
  }

  private static Filled filled(Blank blank, Guess all) {
    Guess one = blank.list() || all.values().size() < 2 ? all : all.first();
    Guess guess = one.weighed(blank);
    if (guess.values().isEmpty()) {
      // That there is none is said only where it is more likely than not.
      boolean said = guess.confidence() > LIKELY && guess.confidence() >= blank.absence();
      return Filled.of(blank, guess, said ? State.ABSENT : State.UNSURE);
    }
    if (!blank.list() || guess.each().isEmpty()) {
      boolean said = guess.confidence() >= blank.threshold();
      return Filled.of(blank, guess, said ? State.FOUND : State.UNSURE);
    }
    Guess sure = guess.from(blank.threshold());
    if (sure.values().isEmpty()) {
      return Filled.of(blank, guess, State.UNSURE);
    }
    return Filled.of(blank, sure, State.FOUND).whole(guess);
  }

  /** The same fields with thresholds for each, in their order. */
  public Form with(List<Least> thresholds) {
    List<Blank> changed = new ArrayList<>();
    for (Blank blank : blanks) {
      Least least = thresholds.get(changed.size());
      changed.add(
          new Blank(
              blank.name(),
              blank.list(),
              least.value(),
              least.absence(),
              blank.sure(),
              blank.sureOfNone()));
    }
    return new Form(changed);
  }

  /**
   * The same fields with what their confidences are worth, in their order.
   *
   * @param none the same where there seems to be no value
   */
  public Form with(List<Sureness> values, List<Sureness> none) {
    List<Blank> changed = new ArrayList<>();
    for (int i = 0; i < blanks.size(); i++) {
      Blank blank = blanks.get(i);
      changed.add(
          new Blank(
              blank.name(),
              blank.list(),
              blank.threshold(),
              blank.absence(),
              values.get(i),
              none.get(i)));
    }
    return new Form(changed);
  }

  /** Begins a program: what all extractors' programs hold. */
  void write(Architecture architecture, ObjectNode json) {
    json.put("program", architecture.label()).put("kind", "extract");
    ArrayNode array = json.putArray("form");
    for (Blank blank : blanks) {
      ObjectNode field = array.addObject();
      field
          .put("name", blank.name())
          .put("list", blank.list())
          .put("threshold", blank.threshold())
          .put("absence", blank.absence());
      write(blank.sure(), "sure", field);
      write(blank.sureOfNone(), "sureOfNone", field);
    }
  }

  private static void write(Sureness sureness, String name, ObjectNode field) {
    if (!sureness.equals(Sureness.AS_IT_IS)) {
      sureness.write(field.putArray(name));
    }
  }

  private static Sureness sureness(Fields blank, String name) throws ProgramRefused {
    return blank.has(name) ? Sureness.read(blank.array(name, 2, 2)) : Sureness.AS_IT_IS;
  }

  static Form read(Fields fields) throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("extract")) {
      throw new ProgramRefused("an extractor is of kind 'extract', not '" + kind + "'");
    }
    Set<String> names = new HashSet<>();
    List<Blank> blanks = new ArrayList<>();
    for (JsonNode node : fields.array("form", 1, MAX_FIELDS)) {
      Fields blank = new Fields(node, "a field");
      String name = blank.string("name", MAX_NAME);
      if (name.isBlank() || !names.add(name)) {
        throw new ProgramRefused("field '" + name + "' has no name or is there twice");
      }
      double threshold = blank.number("threshold", 0, 1);
      // Older packs have one threshold for both.
      double absence = blank.has("absence") ? blank.number("absence", 0, 1) : threshold;
      blanks.add(
          new Blank(
              name,
              blank.flag("list"),
              threshold,
              absence,
              sureness(blank, "sure"),
              sureness(blank, "sureOfNone")));
      blank.end();
    }
    return new Form(blanks);
  }
}
