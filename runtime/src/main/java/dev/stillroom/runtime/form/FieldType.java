package dev.stillroom.runtime.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What belongs into a field of a form: the names of HTML's {@code autocomplete}, and what real
 * forms have besides. The closed vocabulary of everything that understands forms.
 */
public enum FieldType {
  /** Anything else: a question of this form alone, which only a flow can know. */
  NONE,
  NAME,
  HONORIFIC_PREFIX,
  GIVEN_NAME,
  ADDITIONAL_NAME,
  FAMILY_NAME,
  HONORIFIC_SUFFIX,
  NICKNAME,
  USERNAME,
  ORGANIZATION,
  ORGANIZATION_TITLE,
  /** The whole of the street's part of an address, perhaps of several lines. */
  STREET_ADDRESS,
  ADDRESS_LINE1,
  ADDRESS_LINE2,
  ADDRESS_LINE3,
  /** The street without its number. */
  ADDRESS_STREETNAME,
  ADDRESS_HOUSENUMBER,
  /** Staircase, floor, apartment, building: what follows the house's number. */
  ADDRESS_EXTRA,
  /** State, province, canton. */
  ADDRESS_LEVEL1,
  /** City. */
  ADDRESS_LEVEL2,
  /** District, suburb. */
  ADDRESS_LEVEL3,
  ADDRESS_LEVEL4,
  POSTAL_CODE,
  /** As a code of two letters or a name: what the field takes says which. */
  COUNTRY,
  COUNTRY_NAME,
  TEL,
  TEL_COUNTRY_CODE,
  /** Without the country's code. */
  TEL_NATIONAL,
  TEL_AREA_CODE,
  TEL_LOCAL,
  TEL_LOCAL_PREFIX,
  TEL_LOCAL_SUFFIX,
  TEL_EXTENSION,
  EMAIL,
  URL,
  BDAY,
  BDAY_DAY,
  BDAY_MONTH,
  BDAY_YEAR,
  SEX,
  LANGUAGE,
  VAT_NUMBER,
  ID_NUMBER,
  /** A day of something other than a birth: delivery, arrival. */
  DATE,
  CC_NAME(true),
  CC_GIVEN_NAME(true),
  CC_ADDITIONAL_NAME(true),
  CC_FAMILY_NAME(true),
  CC_NUMBER(true),
  CC_EXP(true),
  CC_EXP_MONTH(true),
  CC_EXP_YEAR(true),
  CC_CSC(true),
  CC_TYPE(true),
  CURRENT_PASSWORD(true),
  NEW_PASSWORD(true),
  ONE_TIME_CODE(true),
  SEARCH(true);

  private static final Map<String, FieldType> BY_LABEL = new HashMap<>();

  static {
    for (FieldType type : values()) {
      BY_LABEL.put(type.label(), type);
    }
  }

  private final boolean neverFilled;

  FieldType() {
    this(false);
  }

  FieldType(boolean neverFilled) {
    this.neverFilled = neverFilled;
  }

  /** The name in forms and models: {@code address-level2}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether nothing may ever be put into such a field, whoever asks. */
  public boolean isNeverFilled() {
    return neverFilled;
  }

  public static Optional<FieldType> of(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }
}
