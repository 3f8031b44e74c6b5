package dev.stillroom.runtime.fill;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.FieldTyper;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.MarkupTyper;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.student.Filling;
import dev.stillroom.runtime.student.FormFlow;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills forms from sources: with what was learned for this form first, otherwise with what form and
 * source say of themselves. It proposes; nothing here touches a page. Safe on any thread.
 */
public final class FormFilling {

  private final FieldTyper typer;

  public FormFilling(FieldTyper typer) {
    this.typer = typer;
  }

  /** With the understanding of fields that comes with the program. */
  public static FormFilling shipped() {
    return new FormFilling(new MarkupTyper());
  }

  /** What belongs into each field of a form. */
  public List<FieldTyping> types(WebForm form) {
    return typer.types(form);
  }

  public Filling fill(WebForm form, Input source) {
    return fill(form, source, null);
  }

  /**
   * @param source an input with {@code page}, {@code html}, {@code json}, {@code text} or {@code
   *     previous}
   * @param flow what was learned for this form, or null
   */
  public Filling fill(WebForm form, Input source, FormFlow flow) {
    List<FieldTyping> types = types(form);
    if (flow != null) {
      return flow.fill(form, source, types);
    }
    List<String> keys = form.keys();
    List<Filled> fields = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      fields.add(Filled.left(i, keys.get(i), types.get(i), Filled.Why.NO_VALUE));
    }
    return new Filling(fields);
  }
}
