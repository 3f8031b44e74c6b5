package dev.stillroom.distiller.train.form;

import dev.stillroom.runtime.form.WebForm;
import java.util.List;

/** A form whose fields' types are known, in the order of the fields. */
public record TypedForm(WebForm form, List<String> types) {

  public TypedForm {
    types = List.copyOf(types);
    if (types.size() != form.fields().size()) {
      throw new IllegalArgumentException(
          "a type for each field: " + types.size() + " for " + form.fields().size());
    }
  }
}
