package dev.stillroom.runtime.student;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;

/** A task model that fills in a form from a page, a JSON document or a text. */
public sealed interface Extractor extends Model
    permits KnownValues, JsonPaths, PageFields, SpanPatterns, SpanTagger, EncodedSpanTagger {

  /** The fields it fills in and when it leaves one open. */
  Form form();

  /** Never fails, whatever the input holds. */
  Extraction extract(Input input);

  /** The same with other thresholds; the fields stay. */
  Extractor with(Form changed);

  /** What kind of input it reads; null where it reads any. */
  default Reads reads() {
    return null;
  }

  /** Why this input is none that it reads, in a line for a person; null where it is one. */
  default String mismatch(Input input) {
    Reads read = reads();
    return read == null || read.in(input)
        ? null
        : "the model reads "
            + read.inWords()
            + ", and this is "
            + java.util.Arrays.stream(Reads.values())
                .filter(other -> other.in(input))
                .findFirst()
                .map(Reads::ofOne)
                .orElse("neither a page, a JSON document nor a text");
  }

  @Override
  default Kind kind() {
    return Kind.EXTRACT;
  }

  @Override
  default Extraction answer(Input input) {
    return extract(input);
  }
}
