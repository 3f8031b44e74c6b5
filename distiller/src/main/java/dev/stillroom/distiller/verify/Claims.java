package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.verify.FieldEvidence.Claim;
import dev.stillroom.distiller.verify.FieldEvidence.Outcome;
import dev.stillroom.runtime.student.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was claimed of each field: values, or that there are none. */
final class Claims {

  /** A field with fewer claims is judged by those of all fields, where these are many. */
  private static final int ENOUGH = 30;

  private static final int MANY = 100;

  private final Map<String, List<Claim>> own = new HashMap<>();
  private final List<Claim> all = new ArrayList<>();

  private Claims() {}

  static Claims of(FieldEvidence evidence, Form form, boolean absences) {
    Claims claims = new Claims();
    for (Form.Blank blank : form.blanks()) {
      List<Claim> own = new ArrayList<>();
      for (Outcome outcome : evidence.of(blank.name())) {
        if (outcome.isAbsence() == absences) {
          own.addAll(outcome.claims());
        }
      }
      claims.own.put(blank.name(), own);
      claims.all.addAll(own);
    }
    return claims;
  }

  /** Those by which a field is judged. */
  List<Claim> telling(String field) {
    List<Claim> few = own.get(field);
    return few.size() < ENOUGH && all.size() >= MANY ? all : few;
  }
}
