package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A form filled in, field by field, each with its own doubt. */
public record Extraction(List<Filled> fields, boolean forced) implements Answer {

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
   * @param confidence calibrated: how probable it is that exactly these values are right
   * @param where a path, a selector or a span; null where nothing was found
   * @param at for each value where it begins: the node of a page's snapshot, the character of a
   *     text; empty where there is no such place
   * @param note what the person should know, for example that the page changed; null for nothing
   */
  public record Filled(
      String name,
      boolean list,
      List<String> values,
      double confidence,
      String where,
      List<Integer> at,
      State state,
      String note) {

    public Filled {
      values = List.copyOf(values);
      at = List.copyOf(at);
    }

    /** The values it says; none where it is unsure or absent. */
    public List<String> said() {
      return state == State.FOUND ? values : List.of();
    }
  }

  public Extraction {
    fields = List.copyOf(fields);
  }

  public Optional<Filled> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** That of the field it is least sure of among those it says; of all where it says none. */
  @Override
  public double confidence() {
    double least = 1;
    double most = 0;
    boolean says = false;
    for (Filled field : fields) {
      most = Math.max(most, field.confidence());
      if (field.state() != State.UNSURE) {
        says = true;
        least = Math.min(least, field.confidence());
      }
    }
    return says ? least : most;
  }

  @Override
  public Extraction answered() {
    if (fields.stream().noneMatch(field -> field.state() == State.UNSURE)) {
      return this;
    }
    return new Extraction(
        fields.stream()
            .map(
                f ->
                    new Filled(
                        f.name(),
                        f.list(),
                        f.values(),
                        f.confidence(),
                        f.where(),
                        f.at(),
                        f.values().isEmpty() ? State.ABSENT : State.FOUND,
                        f.note()))
            .toList(),
        true);
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
    ObjectNode details = line.putObject("fields");
    for (Filled field : fields) {
      ObjectNode detail = details.putObject(field.name());
      detail.put("confidence", field.confidence()).put("where", field.where());
      detail.put("state", field.state().name().toLowerCase(java.util.Locale.ROOT));
      if (!field.at().isEmpty() && field.state() == State.FOUND) {
        ArrayNode places = detail.putArray("at");
        field.at().forEach(places::add);
      }
      if (field.note() != null) {
        detail.put("note", field.note());
      }
      if (explain && field.state() == State.UNSURE) {
        ArrayNode guess = detail.putArray("guess");
        field.values().forEach(guess::add);
      }
    }
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
