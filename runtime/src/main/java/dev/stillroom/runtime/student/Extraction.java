package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A form filled in, field by field, each with its own doubt.
 *
 * @param truncated whether the input had more than is read: then values may be missing
 * @param rows values of several lists that go together, those of one item each
 */
public record Extraction(List<Filled> fields, boolean forced, boolean truncated, List<Row> rows)
    implements Answer {

  /**
   * One item of a page's list, one element of an array.
   *
   * @param cells for each field that is a list and was found, its values here
   */
  public record Row(SequencedMap<String, List<String>> cells) {}

  /** What became of a field. The names are those of the command line's promise. */
  public enum State {
    /** It has values. */
    FOUND,
    /** The input has none. */
    ABSENT,
    /** Not sure enough to say. */
    UNSURE
  }

  /**
   * One field.
   *
   * @param values the best guess, also where it is unsure; none where it holds there is none
   * @param confidence calibrated: how probable it is that these values are right; the lowest of
   *     {@code each} where there is one for each
   * @param where a path, a selector or a span; null where nothing was found
   * @param at for each value where it begins: the node of a page's snapshot, the character of a
   *     text; empty where there is no such place
   * @param note what the person should know, for example that the page changed; null for nothing
   * @param each for each value its own confidence; empty where they are right or wrong together
   * @param whole the guess with those values that were left out as not sure enough; null where none
   *     was
   */
  public record Filled(
      String name,
      boolean list,
      List<String> values,
      double confidence,
      String where,
      List<Integer> at,
      State state,
      String note,
      List<Double> each,
      Form.Guess whole) {

    public Filled {
      values = List.copyOf(values);
      at = List.copyOf(at);
      each = List.copyOf(each);
    }

    static Filled of(Form.Blank blank, Form.Guess guess, State state) {
      return new Filled(
          blank.name(),
          blank.list(),
          guess.values(),
          Math.clamp(guess.confidence(), 0, 1),
          guess.where(),
          guess.at(),
          state,
          guess.note(),
          guess.each(),
          null);
    }

    Filled whole(Form.Guess guess) {
      boolean all = guess.values().size() == values.size();
      return new Filled(
          name, list, values, confidence, where, at, state, note, each, all ? null : guess);
    }

    /** Whether something is left open. */
    boolean isOpen() {
      return state == State.UNSURE || whole != null;
    }

    /** The same with the best guess where it was open. */
    Filled answered() {
      Form.Blank blank = new Form.Blank(name, list);
      return Filled.of(blank, guess(), values.isEmpty() ? State.ABSENT : State.FOUND);
    }

    /** The values it says; none where it is unsure or absent. */
    public List<String> said() {
      return state == State.FOUND ? values : List.of();
    }

    /** Everything that it would say if it had to. */
    public Form.Guess guess() {
      return whole != null ? whole : new Form.Guess(values, confidence, where, at, note, each);
    }
  }

  public Extraction {
    fields = List.copyOf(fields);
    rows = List.copyOf(rows);
  }

  Extraction(List<Filled> fields) {
    this(fields, false, false, List.of());
  }

  /** The same with what goes together. */
  Extraction with(List<Row> together) {
    return new Extraction(fields, forced, truncated, together);
  }

  /** The fields that are lists and have values. */
  List<Filled> lists() {
    return fields.stream().filter(f -> f.list() && f.state() == State.FOUND).toList();
  }

  /** The same of an input of which only the beginning was read. */
  Extraction cut() {
    return new Extraction(fields, forced, true, rows);
  }

  public Optional<Filled> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** That of the field it is least sure of, so that none that is open hides behind the others. */
  @Override
  public double confidence() {
    return fields.stream().mapToDouble(Filled::confidence).min().orElse(0);
  }

  @Override
  public Extraction answered() {
    if (fields.stream().noneMatch(Filled::isOpen)) {
      return this;
    }
    return new Extraction(
        fields.stream().map(Filled::answered).toList(), true, truncated, List.of());
  }

  /** {@inheritDoc} The output is null where every field is unsure: then it abstains altogether. */
  @Override
  public void write(ObjectNode line, boolean explain) {
    if (fields.stream().allMatch(field -> field.state() == State.UNSURE)) {
      line.putNull("output");
    } else {
      ObjectNode output = line.putObject("output");
      fields.forEach(field -> write(field, output));
    }
    line.put("confidence", confidence());
    if (truncated) {
      line.put("truncated", true);
    }
    if (!rows.isEmpty()) {
      ArrayNode array = line.putArray("rows");
      rows.forEach(row -> write(row, array.addObject()));
    }
    ObjectNode details = line.putObject("fields");
    for (Filled field : fields) {
      ObjectNode detail = details.putObject(field.name());
      detail.put("confidence", field.confidence()).put("where", field.where());
      detail.put("state", field.state().name().toLowerCase(java.util.Locale.ROOT));
      if (!field.at().isEmpty() && field.state() == State.FOUND) {
        ArrayNode places = detail.putArray("at");
        field.at().forEach(places::add);
      }
      if (!field.each().isEmpty() && field.list() && field.state() == State.FOUND) {
        ArrayNode each = detail.putArray("each");
        field.each().forEach(each::add);
      }
      if (field.whole() != null) {
        detail.put("open", field.whole().values().size() - field.values().size());
      }
      if (field.note() != null) {
        detail.put("note", field.note());
      }
      if (explain && field.isOpen()) {
        ArrayNode guess = detail.putArray("guess");
        field.guess().values().forEach(guess::add);
      }
    }
  }

  /** A cell is null, a value, or an array where an item has several. */
  private static void write(Row row, ObjectNode cells) {
    row.cells()
        .forEach(
            (name, values) -> {
              if (values.size() > 1) {
                values.forEach(cells.putArray(name)::add);
              } else {
                cells.put(name, values.isEmpty() ? null : values.getFirst());
              }
            });
  }

  private static void write(Filled field, ObjectNode output) {
    List<String> said = field.said();
    if (field.list() && field.state() != State.UNSURE) {
      ArrayNode array = output.putArray(field.name());
      said.forEach(array::add);
    } else {
      output.put(field.name(), said.isEmpty() ? null : said.getFirst());
    }
  }
}
