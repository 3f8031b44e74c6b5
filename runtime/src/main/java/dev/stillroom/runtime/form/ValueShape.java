package dev.stillroom.runtime.form;

/** Whether a value can be of a type at all. */
final class ValueShape {

  private ValueShape() {}

  static boolean fits(FieldType type, String value) {
    return switch (type) {
      case NONE -> true;
      case EMAIL -> TextOffers.EMAIL.matcher(value).matches();
      case TEL, TEL_NATIONAL, TEL_LOCAL -> Phones.isNumber(value);
      case TEL_COUNTRY_CODE -> value.matches("(\\+|00)?\\d{1,4}");
      case TEL_AREA_CODE, TEL_EXTENSION, TEL_LOCAL_PREFIX, TEL_LOCAL_SUFFIX ->
          value.matches("[\\d ()-]{1,10}");
      case POSTAL_CODE -> value.length() <= 12 && value.matches("(?=.*\\d)[\\p{L}\\d -]{3,12}");
      case COUNTRY, COUNTRY_NAME -> Countries.code(value) != null;
      case BDAY, DATE -> Day.of(value, "") != null || Day.isAmbiguous(value);
      case BDAY_DAY -> value.matches("0?[1-9]|[12]\\d|3[01]");
      case BDAY_YEAR -> value.matches("(19|20)\\d\\d");
      case BDAY_MONTH -> value.length() <= 12;
      // "12", "12a", "No. 7", "123/4": a code like "A-1041" is none.
      case ADDRESS_HOUSENUMBER -> value.matches("(?i)(n[or°º]?\\.?\\s?|#\\s?)?\\d.{0,9}");
      case NAME, GIVEN_NAME, FAMILY_NAME, ADDITIONAL_NAME ->
          value.length() <= 80 && value.chars().noneMatch(c -> c >= '0' && c <= '9' || c == '@');
      case ADDRESS_LEVEL1, ADDRESS_LEVEL2, ADDRESS_LEVEL3, ADDRESS_LEVEL4 ->
          value.length() <= 80 && value.indexOf('@') < 0 && !value.matches("[\\d .,-]+");
      case STREET_ADDRESS,
          ADDRESS_LINE1,
          ADDRESS_LINE2,
          ADDRESS_LINE3,
          ADDRESS_STREETNAME,
          ADDRESS_EXTRA ->
          value.length() <= 200 && value.indexOf('@') < 0;
      case URL -> value.matches("(?i)(https?://|www\\.)\\S+|[\\w-]+(\\.[\\w-]+)+(/\\S*)?");
      default -> value.length() <= 200;
    };
  }
}
