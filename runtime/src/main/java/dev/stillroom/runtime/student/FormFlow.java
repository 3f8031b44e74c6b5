package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.form.FieldTyper;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.Filled.Why;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.form.FormRefused;
import dev.stillroom.runtime.form.MarkupTyper;
import dev.stillroom.runtime.form.Matching;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.student.form.FlowRun;
import dev.stillroom.runtime.student.form.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A learned way of data into a form: which value, from where, through what, into which field. A
 * field may have several ways that all made what the person typed; where they lead to different
 * values it is left.
 *
 * @param examples how many fillings by hand it was learned from
 * @param extractor takes values out of pages and texts that have no name there; null for none
 */
public record FormFlow(int examples, List<Target> targets, Extractor extractor) implements Model {

  private static final int MAX_EXAMPLES = 1_000_000;
  private static final int MAX_WAYS = 12;
  private static final int MAX_COLUMNS = 6;
  private static final int MAX_TEXT = 2_000;

  /**
   * A field of the form.
   *
   * @param key as in {@link WebForm#keys()}
   */
  public record Target(String key, List<Way> ways) {
    public Target {
      ways = List.copyOf(ways);
    }
  }

  public FormFlow {
    targets = List.copyOf(targets);
  }

  @Override
  public Kind kind() {
    return Kind.FILL;
  }

  @Override
  public Architecture architecture() {
    return Architecture.FORM_FLOW;
  }

  /** {@inheritDoc} The input holds the form's snapshot beside the source. */
  @Override
  public Filling answer(Input input) {
    try {
      return fill(FormJson.read(input.members().path("form")), input, new MarkupTyper());
    } catch (FormRefused refused) {
      return new Filling(List.of());
    }
  }

  /** What it would put into each field; {@code UNKNOWN} where it has learned nothing. */
  public Filling fill(WebForm form, Input source, FieldTyper typer) {
    Map<String, Target> byKey = new HashMap<>();
    targets.forEach(target -> byKey.put(target.key(), target));
    List<FieldTyping> types = typer.types(form);
    List<String> keys = form.keys();
    FlowRun run = new FlowRun(form, types, source, typer, extractor);
    List<Filled> fields = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Why barred = Matching.barred(form.fields().get(i), types.get(i));
      Target target = byKey.get(keys.get(i));
      if (barred != null || target == null) {
        Why why = barred == null ? Why.UNKNOWN : barred;
        fields.add(Filled.left(i, keys.get(i), types.get(i), why));
      } else {
        fields.add(run.field(i, keys.get(i), target.ways(), examples));
      }
    }
    return new Filling(fields);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("program", architecture().label()).put("kind", kind().label());
    json.put("examples", examples);
    ArrayNode array = json.putArray("targets");
    for (Target target : targets) {
      ArrayNode ways = array.addObject().put("key", target.key()).putArray("ways");
      target.ways().forEach(way -> write(way, ways.addObject()));
    }
    if (extractor == null) {
      json.putNull("extractor");
      return new Program(json, Map.of());
    }
    Program inner = extractor.program();
    json.set("extractor", inner.json());
    return new Program(json, inner.tensors());
  }

  private static void write(Way way, ObjectNode json) {
    switch (way) {
      case Way.Named named -> {
        json.put("way", "named").put("fitted", named.isFitted());
        ArrayNode columns = json.putArray("columns");
        named.columns().forEach(columns::add);
        json.set("text", named.text() == null ? null : named.text().program().json());
      }
      case Way.Taken taken -> json.put("way", "taken").put("field", taken.field());
      case Way.Typed typed -> json.put("way", "typed");
      case Way.Fixed fixed -> json.put("way", "fixed").put("value", fixed.value());
    }
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>();
    for (Target target : targets) {
      words.add(target.key() + " ← " + target.ways().getFirst().inWords());
    }
    return words;
  }

  static FormFlow read(Fields fields, Map<String, Tensor> tensors, Encoders encoders)
      throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("fill")) {
      throw new ProgramRefused("a form's flow is of kind 'fill', not '" + kind + "'");
    }
    int examples = fields.integer("examples", 1, MAX_EXAMPLES);
    Set<String> keys = new HashSet<>();
    List<Target> targets = new ArrayList<>();
    for (JsonNode node : fields.array("targets", 0, WebForm.MAX_FIELDS)) {
      Fields target = new Fields(node, "a field of a flow");
      String key = target.string("key", MAX_TEXT);
      if (!keys.add(key)) {
        throw new ProgramRefused("field '" + key + "' is there twice");
      }
      List<Way> ways = new ArrayList<>();
      for (JsonNode way : target.array("ways", 1, MAX_WAYS)) {
        ways.add(way(new Fields(way, "a way")));
      }
      target.end();
      targets.add(new Target(key, ways));
    }
    JsonNode inner = fields.value("extractor");
    fields.end();
    if (inner.isNull()) {
      Tensors.none(tensors);
      return new FormFlow(examples, targets, null);
    }
    // Flows do not nest: only what takes values out of sources may stand within one.
    if (inner.path("program").asText().equals(Architecture.FORM_FLOW.label())
        || !(Architecture.read(new Program(inner, tensors), encoders) instanceof Extractor taken)) {
      throw new ProgramRefused("the 'extractor' of a flow must be of kind 'extract'");
    }
    return new FormFlow(examples, targets, taken);
  }

  private static Way way(Fields way) throws ProgramRefused {
    String name = way.string("way", 20);
    Way read =
        switch (name) {
          case "named" -> named(way);
          case "taken" -> new Way.Taken(way.string("field", MAX_TEXT));
          case "typed" -> new Way.Typed();
          case "fixed" -> new Way.Fixed(way.string("value", MAX_TEXT));
          default -> throw new ProgramRefused("no way of a flow is called '" + name + "'");
        };
    way.end();
    return read;
  }

  private static Way.Named named(Fields way) throws ProgramRefused {
    boolean fitted = way.flag("fitted");
    List<String> columns = new ArrayList<>();
    for (JsonNode column : way.array("columns", 1, MAX_COLUMNS)) {
      columns.add(Fields.plain(column, "a column", MAX_TEXT));
    }
    JsonNode text = way.value("text");
    if (text.isNull()) {
      return new Way.Named(columns, null, fitted);
    }
    Fields program = new Fields(text, "the text program of a way");
    if (!program.string("program", 40).equals(Architecture.TEXT_PROGRAM.label())) {
      throw new ProgramRefused("'text' of a way must be a text program");
    }
    return new Way.Named(columns, TextProgram.read(program, Map.of()), fitted);
  }
}
