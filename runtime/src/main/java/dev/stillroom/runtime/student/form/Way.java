package dev.stillroom.runtime.student.form;

import dev.stillroom.runtime.student.TextProgram;
import java.util.List;

/** One way of a value from a source into a field. */
public sealed interface Way {

  /**
   * Values that have names in the source.
   *
   * @param text what makes the field's text of them; null for the first as it is
   * @param isFitted whether the field's type says how it is written there: an option that means the
   *     same, a day as the field takes it
   */
  record Named(List<String> columns, TextProgram text, boolean isFitted) implements Way {
    public Named {
      columns = List.copyOf(columns);
    }

    @Override
    public String inWords() {
      String from = String.join(" and ", columns);
      return text == null ? from : from + ": " + text.inWords().getFirst();
    }
  }

  /** A value without a name, taken out by the flow's extractor under this one. */
  record Taken(String field) implements Way {
    @Override
    public String inWords() {
      return "where it stands in the page or text";
    }
  }

  /** What the field's type and the source say by themselves. */
  record Typed() implements Way {
    @Override
    public String inWords() {
      return "what the source has of its type";
    }
  }

  /** Always the same. */
  record Fixed(String value) implements Way {
    @Override
    public String inWords() {
      return "always “" + value + "”";
    }
  }

  /** For a person. */
  String inWords();
}
