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

  /**
   * One field.
   *
   * @param list whether it may hold several values; otherwise it holds one or none
   * @param threshold the confidence below which it is left open, in [0, 1]
   */
  public record Blank(String name, boolean list, double threshold) {

    public Blank(String name, boolean list) {
      this(name, list, 0);
    }
  }

  /**
   * What an architecture found for a field, before the threshold.
   *
   * @param values none where it holds that the input has none
   * @param where a path, a selector or a span, for a person
   * @param at for each value where it begins: the node of a page, the character of a text; empty
   *     where there is no such place
   * @param note what the person should know, or null
   */
  public record Guess(
      List<String> values, double confidence, String where, List<Integer> at, String note) {

    public Guess {
      values = List.copyOf(values);
      at = List.copyOf(at);
    }

    public Guess(List<String> values, double confidence, String where) {
      this(values, confidence, where, List.of(), null);
    }

    /** The first value alone. */
    Guess first() {
      return new Guess(
          values.subList(0, 1), confidence, where, at.subList(0, Math.min(1, at.size())), note);
    }
  }

  public Form {
    blanks = List.copyOf(blanks);
  }

  /** The form filled in with a guess for each blank, in their order. */
  public Extraction fill(List<Guess> guesses) {
    List<Filled> filled = new ArrayList<>();
    for (int i = 0; i < blanks.size(); i++) {
      Blank blank = blanks.get(i);
      Guess all = guesses.get(i);
      Guess guess = blank.list() || all.values().size() < 2 ? all : all.first();
      State state =
          guess.confidence() < blank.threshold()
              ? State.UNSURE
              : guess.values().isEmpty() ? State.ABSENT : State.FOUND;
      filled.add(
          new Filled(
              blank.name(),
              blank.list(),
              guess.values(),
              Math.clamp(guess.confidence(), 0, 1),
              guess.where(),
              guess.at(),
              state,
              guess.note()));
    }
    return new Extraction(filled, false);
  }

  /** The same fields with a threshold for each, in their order. */
  public Form with(double[] thresholds) {
    List<Blank> changed = new ArrayList<>();
    for (Blank blank : blanks) {
      changed.add(new Blank(blank.name(), blank.list(), thresholds[changed.size()]));
    }
    return new Form(changed);
  }

  /** Begins a program: what all extractors' programs hold. */
  void write(Architecture architecture, ObjectNode json) {
    json.put("program", architecture.label()).put("kind", "extract");
    ArrayNode array = json.putArray("form");
    for (Blank blank : blanks) {
      array
          .addObject()
          .put("name", blank.name())
          .put("list", blank.list())
          .put("threshold", blank.threshold());
    }
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
      blanks.add(new Blank(name, blank.flag("list"), blank.number("threshold", 0, 1)));
      blank.end();
    }
    return new Form(blanks);
  }
}
