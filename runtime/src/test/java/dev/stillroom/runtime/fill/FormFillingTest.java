package dev.stillroom.runtime.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.Filled;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.form.WebFormReader;
import dev.stillroom.runtime.page.PageRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FormFillingTest {

  private static FormFilling filling;

  @BeforeAll
  static void load() {
    filling = FormFilling.shipped();
  }

  @Test
  void tenFormsAreFilledFromFiveKindsOfSourcesWithoutAWrongField() throws PageRefused {
    List<String> wrong = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    int asked = 0;
    for (Map.Entry<String, Forms.Case> form : Forms.cases().entrySet()) {
      WebForm fields = WebFormReader.read(form.getValue().html());
      for (Map.Entry<String, Input> source : Forms.sources().entrySet()) {
        String where = form.getKey() + " from " + source.getKey() + ": ";
        for (Filled field : filling.fill(fields, source.getValue()).fields()) {
          String wanted = form.getValue().wanted().get(field.key());
          asked += wanted == null ? 0 : 1;
          if (field.isFilled() && !field.value().equals(wanted)) {
            wrong.add(where + field + " instead of " + wanted);
          } else if (!field.isFilled() && wanted != null) {
            empty.add(where + field);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(empty.size() <= asked / 10, empty.size() + " of " + asked + " left: " + empty);
  }
}
