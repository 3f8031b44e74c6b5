package dev.stillroom.distiller.train.form;

import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.FieldTyper;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.form.FormRefused;
import dev.stillroom.runtime.form.NeverFilled;
import dev.stillroom.runtime.form.WebForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A form that a person filled in by hand, and what it was filled in from.
 *
 * @param values by the fields' keys what was put there; never a secret
 */
public record Demonstration(
    Input source, WebForm form, List<FieldTyping> types, Map<String, String> values) {

  private static final int LONGEST = 2_000;

  /** Reads examples of kind {@code fill}. */
  public static Demonstration of(Example example, FieldTyper typer, String file, long line)
      throws BadExample {
    WebForm form;
    try {
      form = FormJson.read(example.input().members().path("form"));
    } catch (FormRefused refused) {
      throw new BadExample(file, line, refused.getMessage());
    }
    List<FieldTyping> types = typer.types(form);
    List<String> keys = form.keys();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String value = example.output().path(keys.get(i)).asText("").strip();
      boolean isSecret =
          NeverFilled.holds(form.fields().get(i)) || types.get(i).type().isNeverFilled();
      if (!value.isEmpty() && value.length() <= LONGEST && !isSecret) {
        values.put(keys.get(i), value);
      }
    }
    return new Demonstration(example.input(), form, types, values);
  }
}
