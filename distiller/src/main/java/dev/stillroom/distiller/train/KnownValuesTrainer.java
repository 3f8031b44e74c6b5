package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.KnownValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects the values. */
final class KnownValuesTrainer implements FieldTrainer {

  @Override
  public Architecture architecture() {
    return Architecture.KNOWN_VALUES;
  }

  @Override
  public KnownValues train(List<Sample> samples, Form form) {
    List<Set<String>> known = new ArrayList<>();
    for (Form.Blank blank : form.blanks()) {
      Set<String> values = new TreeSet<>();
      for (Sample sample : samples) {
        Sample.Wanted wanted = sample.wanted().get(blank.name());
        for (String value : wanted == null ? List.<String>of() : wanted.values()) {
          String folded = KnownValues.fold(value);
          if (folded != null && values.size() < KnownValues.MAX_VALUES) {
            values.add(folded);
          }
        }
      }
      known.add(values);
    }
    return KnownValues.of(form, known);
  }
}
