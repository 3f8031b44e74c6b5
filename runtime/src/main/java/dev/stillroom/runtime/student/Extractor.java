package dev.stillroom.runtime.student;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;

/** A task model that fills in a form from a page, a JSON document or a text. */
public sealed interface Extractor extends Model permits KnownValues, JsonPaths, PageFields {

  /** The fields it fills in and when it leaves one open. */
  Form form();

  /** Never fails, whatever the input holds. */
  Extraction extract(Input input);

  /** The same with other thresholds; the fields stay. */
  Extractor with(Form changed);

  @Override
  default Kind kind() {
    return Kind.EXTRACT;
  }

  @Override
  default Extraction answer(Input input) {
    return extract(input);
  }
}
