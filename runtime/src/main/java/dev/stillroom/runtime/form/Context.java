package dev.stillroom.runtime.form;

import java.util.ArrayList;
import java.util.List;

/**
 * What fields mean beside each other: a street beside a house number is the street alone, a number
 * beside a country's code the number alone, a name beside a first name the last name.
 */
final class Context {

  /** How many fields apart two parts of one thing stand at most. */
  private static final int NEAR = 3;

  private Context() {}

  static List<FieldType> meant(WebForm form, List<FieldTyping> types) {
    List<FieldType> meant = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      meant.add(
          switch (types.get(i).type()) {
            case STREET_ADDRESS, ADDRESS_LINE1 ->
                isNear(form, types, i, FieldType.ADDRESS_HOUSENUMBER)
                    ? FieldType.ADDRESS_STREETNAME
                    : types.get(i).type();
            case ADDRESS_STREETNAME ->
                isNear(form, types, i, FieldType.ADDRESS_HOUSENUMBER)
                    ? FieldType.ADDRESS_STREETNAME
                    : FieldType.STREET_ADDRESS;
            case TEL ->
                isNear(form, types, i, FieldType.TEL_COUNTRY_CODE)
                    ? FieldType.TEL_NATIONAL
                    : FieldType.TEL;
            case TEL_NATIONAL ->
                isNear(form, types, i, FieldType.TEL_COUNTRY_CODE)
                    ? FieldType.TEL_NATIONAL
                    : FieldType.TEL;
            case NAME ->
                isNear(form, types, i, FieldType.GIVEN_NAME)
                        && !isNear(form, types, i, FieldType.FAMILY_NAME)
                    ? FieldType.FAMILY_NAME
                    : FieldType.NAME;
            default -> types.get(i).type();
          });
    }
    return meant;
  }

  private static boolean isNear(WebForm form, List<FieldTyping> types, int i, FieldType wanted) {
    for (int j = Math.max(0, i - NEAR); j <= Math.min(types.size() - 1, i + NEAR); j++) {
      if (types.get(j).type() == wanted && form.fields().get(j).isVisible()) {
        return true;
      }
    }
    return false;
  }
}
