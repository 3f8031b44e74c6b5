package dev.stillroom.runtime.fill;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.FieldTyper;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.Filled.Why;
import dev.stillroom.runtime.form.Matching;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.FieldTagger;
import dev.stillroom.runtime.student.Filling;
import dev.stillroom.runtime.student.FormFlow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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

  /** With the understanding of fields that comes with the program; reading it takes some ms. */
  public static FormFilling shipped() {
    try (InputStream in = FormFilling.class.getResourceAsStream("fields.still")) {
      ByteBuffer pack = ByteBuffer.wrap(in.readAllBytes());
      return new FormFilling((FieldTagger) PackReader.read("fields.still", pack).student());
    } catch (IOException | PackRefused broken) {
      throw new IllegalStateException("the program's own model of fields cannot be read", broken);
    }
  }

  public FieldTyper typer() {
    return typer;
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
    List<Filled> byTypes = Matching.of(form, types, source, typer);
    if (flow == null) {
      return new Filling(byTypes);
    }
    List<Filled> learned = flow.fill(form, source, typer).fields();
    List<Filled> fields = new ArrayList<>();
    for (int i = 0; i < learned.size(); i++) {
      // What was learned for this very field stands above what its type says, also where it is
      // not sure.
      Why why = learned.get(i).why();
      boolean isUnknown = why == Why.UNKNOWN;
      fields.add(isUnknown ? byTypes.get(i) : learned.get(i));
    }
    return new Filling(fields);
  }
}
