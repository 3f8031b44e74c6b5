package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.form.FormRefused;
import dev.stillroom.runtime.form.MarkupTyper;
import dev.stillroom.runtime.form.WebForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A learned way of data into a form: which value, from where, through what, into which field. */
public record FormFlow(int examples) implements Model {

  private static final int MAX_EXAMPLES = 1_000_000;

  @Override
  public Kind kind() {
    return Kind.FILL;
  }

  @Override
  public Architecture architecture() {
    return Architecture.FORM_FLOW;
  }

  @Override
  public Filling answer(Input input) {
    try {
      WebForm form = FormJson.read(input.members().path("form"));
      return fill(form, input, new MarkupTyper().types(form));
    } catch (FormRefused refused) {
      return new Filling(List.of());
    }
  }

  /** What it would put into each field. */
  public Filling fill(WebForm form, Input source, List<FieldTyping> types) {
    List<String> keys = form.keys();
    List<Filled> fields = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      fields.add(Filled.left(i, keys.get(i), types.get(i), Filled.Why.NO_VALUE));
    }
    return new Filling(fields);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("program", architecture().label()).put("kind", kind().label());
    return new Program(json.put("examples", examples), Map.of());
  }

  @Override
  public List<String> inWords() {
    return List.of();
  }

  static FormFlow read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("fill")) {
      throw new ProgramRefused("a form's flow is of kind 'fill', not '" + kind + "'");
    }
    int examples = fields.integer("examples", 1, MAX_EXAMPLES);
    fields.end();
    Tensors.none(tensors);
    return new FormFlow(examples);
  }
}
