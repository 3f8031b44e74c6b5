package dev.stillroom.runtime.form;

import java.util.List;

/** Understands the fields of a form. */
public interface FieldTyper {

  /** For each field what belongs into it, in the order of the fields. */
  List<FieldTyping> types(WebForm form);
}
