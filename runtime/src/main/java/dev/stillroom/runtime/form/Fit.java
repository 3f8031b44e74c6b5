package dev.stillroom.runtime.form;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A value as one field takes it.
 *
 * @param value what is put there
 * @param shown the same for a person
 * @param trust what is left of the confidence, in [0, 1]
 * @param through what was done, in words; empty for nothing
 */
public record Fit(String value, String shown, double trust, String through) {

  /** Not sure enough to be put anywhere. */
  private static final double UNCLEAR = 0.5;

  private static final List<Set<String>> SAME =
      List.of(
          Set.of(
              "mr",
              "herr",
              "m",
              "monsieur",
              "sr",
              "senor",
              "sig",
              "signor",
              "dhr",
              "heer",
              "pan",
              "male",
              "man",
              "mann",
              "mannlich",
              "homme",
              "hombre",
              "uomo",
              "masculino",
              "maschio",
              "h",
              "mister"),
          Set.of(
              "mrs",
              "ms",
              "frau",
              "mme",
              "madame",
              "sra",
              "senora",
              "sig ra",
              "signora",
              "mevr",
              "mevrouw",
              "pani",
              "female",
              "woman",
              "weiblich",
              "femme",
              "mujer",
              "donna",
              "femenino",
              "feminino",
              "femmina",
              "f",
              "w",
              "miss"));

  /**
   * The value as the field takes it; null where it does not.
   *
   * @param country of two letters that the values are about; empty where it is not known
   */
  public static Fit of(
      String value, FieldType type, WebField field, String language, String country) {
    if (field.isChoice()) {
      return choice(value, type, field, country);
    }
    Fit fit =
        switch (type) {
          case COUNTRY, COUNTRY_NAME -> country(value, field, language);
          case BDAY, DATE -> day(value, field, country);
          case BDAY_DAY, BDAY_MONTH -> padded(value, type, field);
          case TEL, TEL_NATIONAL -> phone(value, field);
          case TEL_COUNTRY_CODE -> code(value, field);
          default -> asItIs(value);
        };
    return fit == null || !takes(field, fit.value()) ? shorter(value, type, field) : fit;
  }

  private static Fit asItIs(String value) {
    return new Fit(value, value, 1, "");
  }

  /** The one option that says the same. */
  private static Fit choice(String value, FieldType type, WebField field, String country) {
    WebField.Option found = null;
    for (WebField.Option option : field.options()) {
      if (option.value().isBlank() && type != FieldType.NONE
          || !says(option, value, type, country)) {
        continue;
      }
      if (found != null && !found.value().equals(option.value())) {
        return null;
      }
      found = option;
    }
    if (found == null) {
      return null;
    }
    boolean same = plain(found.text()).equals(plain(value));
    return new Fit(found.value(), found.text(), 1, same ? "" : "the choice that says so");
  }

  private static boolean says(
      WebField.Option option, String value, FieldType type, String country) {
    String wanted = plain(value);
    String text = plain(option.text());
    if (text.equals(wanted) || plain(option.value()).equals(wanted)) {
      return !wanted.isEmpty();
    }
    return switch (type) {
      case COUNTRY, COUNTRY_NAME -> {
        String code = Countries.code(value);
        String shown = Countries.code(option.text());
        yield code != null && code.equals(shown == null ? Countries.code(option.value()) : shown);
      }
      case BDAY_MONTH ->
          Day.month(value) > 0
              && (Day.month(option.text()) == Day.month(value)
                  || Day.month(option.text()) == 0
                      && Day.month(option.value()) == Day.month(value));
      case BDAY_DAY -> unpadded(text).equals(unpadded(wanted));
      case TEL_COUNTRY_CODE -> {
        String digits = value.replaceAll("\\D", "");
        boolean same =
            option.text().matches("(?s)(.*\\D)?" + digits + "(\\D.*)?")
                || option.value().matches("\\+?(00)?" + digits);
        // Several countries share a code.
        String shown = Countries.code(option.text().replaceAll("[^\\p{L} ]", ""));
        yield !digits.isEmpty()
            && digits.length() <= 4
            && same
            && (country.isEmpty() || shown == null || shown.equals(country));
      }
      case HONORIFIC_PREFIX, SEX ->
          SAME.stream().anyMatch(all -> all.contains(wanted) && all.contains(text));
      default -> false;
    };
  }

  private static Fit country(String value, WebField field, String language) {
    String code = Countries.code(value);
    if (code == null) {
      return null;
    }
    if (field.maxLength() == 2) {
      return new Fit(code, code, 1, code.equals(value) ? "" : "the country's code");
    }
    boolean isCode = value.strip().length() <= 3;
    if (language.isEmpty() && !isCode) {
      return asItIs(value);
    }
    String name = Countries.name(code, language);
    return new Fit(
        name, name, language.isEmpty() ? 0.8 : 1, name.equals(value) ? "" : "the country's name");
  }

  private static Fit day(String value, WebField field, String country) {
    LocalDate day = Day.of(value, country);
    if (day == null) {
      return null;
    }
    if (field.type().equals("date")) {
      String iso = day.toString();
      return new Fit(iso, iso, 1, iso.equals(value) ? "" : "the day as the field takes it");
    }
    String hints =
        String.join(" ", field.placeholder(), field.label(), field.title(), field.before());
    String written = Day.as(day, hints);
    return written == null
        ? new Fit(value, value, UNCLEAR, "")
        : new Fit(
            written, written, 1, written.equals(value) ? "" : "the day as the field takes it");
  }

  private static Fit padded(String value, FieldType type, WebField field) {
    int number = type == FieldType.BDAY_MONTH ? Day.month(value) : 0;
    String plain = number > 0 ? Integer.toString(number) : value;
    String hint = (field.placeholder() + " " + field.label()).toLowerCase(Locale.ROOT);
    boolean wide = field.maxLength() == 2 || hint.matches("(?s).*\\b(mm|dd|tt|jj|gg)\\b.*");
    return asItIs(wide && plain.matches("\\d") ? "0" + plain : plain);
  }

  private static Fit phone(String value, WebField field) {
    boolean digitsOnly = field.pattern().matches("\\^?(\\\\d|\\[0-9])[*+{}\\d,]*\\$?");
    if (digitsOnly || field.type().equals("number")) {
      return value.startsWith("+") ? null : new Fit(digits(value), digits(value), 1, "digits only");
    }
    return asItIs(value);
  }

  private static Fit code(String value, WebField field) {
    return field.maxLength() >= 0 && field.maxLength() < value.length()
            || field.type().equals("number")
        ? new Fit(digits(value), digits(value), 0.9, "digits only")
        : asItIs(value);
  }

  /** A number without its spaces, where the field is too short for them. */
  private static Fit shorter(String value, FieldType type, WebField field) {
    boolean mayBe =
        type == FieldType.TEL
            || type == FieldType.TEL_NATIONAL
            || type == FieldType.POSTAL_CODE
            || type == FieldType.VAT_NUMBER;
    String dense = value.replaceAll("[ ()/.\\-–]", "");
    return mayBe && takes(field, dense) ? new Fit(dense, dense, 0.95, "without spaces") : null;
  }

  private static boolean takes(WebField field, String value) {
    if (value.isEmpty() || field.maxLength() >= 0 && value.length() > field.maxLength()) {
      return false;
    }
    boolean breaks = value.indexOf('\n') >= 0;
    return switch (field.type()) {
      case "number" -> value.matches("-?\\d+(\\.\\d+)?");
      case "email" -> TextOffers.EMAIL.matcher(value).matches();
      case "url" -> value.matches("(?i)https?://\\S+");
      case "date" -> value.matches("\\d{4}-\\d{2}-\\d{2}");
      case "month", "week", "time", "datetime-local", "checkbox" -> false;
      case "textarea", "editable" -> true;
      default -> !breaks;
    };
  }

  private static String digits(String value) {
    return value.replaceAll("\\D", "");
  }

  private static String unpadded(String number) {
    return number.replaceFirst("^0+(?=\\d)", "");
  }

  private static String plain(String text) {
    return FieldWords.joined(text);
  }
}
