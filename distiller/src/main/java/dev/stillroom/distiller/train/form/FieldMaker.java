package dev.stillroom.distiller.train.form;

import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebField.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes one field of a form: what it is called, its kind of control, its choices and bounds. */
final class FieldMaker {

  private static final Set<String> CHOSEN =
      Set.of(
          "country",
          "address-level1",
          "honorific-prefix",
          "sex",
          "bday-day",
          "bday-month",
          "bday-year",
          "cc-exp-month",
          "cc-exp-year",
          "cc-type",
          "tel-country-code",
          "language");

  private final Lexicon lexicon;
  private final Dice dice;

  FieldMaker(Lexicon lexicon, Dice dice) {
    this.lexicon = lexicon;
    this.dice = dice;
  }

  /**
   * How one page names its fields.
   *
   * @param code the language of names in markup
   * @param casing which way words are put together
   * @param hints whether placeholders are there instead of labels, and beside them
   */
  record Style(
      String language,
      String code,
      int casing,
      String prefix,
      boolean labels,
      boolean hints,
      boolean autocomplete,
      boolean names,
      boolean ids) {}

  WebField field(String type, Style style) {
    String phrase = dice.one(lexicon.of(type, style.language()));
    List<String> codes = lexicon.of(type, Lexicon.CODE);
    boolean local = style.code().equals("en") || dice.chance(0.5);
    String code = local ? dice.one(codes) : plain(dice.one(lexicon.of(type, style.language())));
    String name = style.names() || dice.chance(0.3) ? cased(code, style) : "";
    String id =
        style.ids()
            ? dice.chance(0.6)
                ? name
                : dice.chance(0.2) ? scrambled() : cased(dice.one(codes), style)
            : "";
    if (dice.chance(0.04)) {
      name = scrambled();
    }
    boolean labelled = style.labels() != dice.chance(0.1);
    boolean hinted = !labelled || style.hints();
    String label = labelled ? decorated(phrase) : "";
    String hint = hinted && !dice.chance(0.15) ? (labelled ? example(type, phrase) : phrase) : "";
    String before = !labelled && dice.chance(0.3) ? phrase : "";
    String tag = CHOSEN.contains(type) && dice.chance(0.75) ? "select" : "input";
    String kind = kind(type, tag);
    List<Option> options = tag.equals("select") ? options(type) : List.of();
    String said = style.autocomplete() && dice.chance(0.8) ? autocomplete(type) : "";
    int longest = dice.chance(0.25) ? longest(type) : -1;
    return new WebField(
        kind.equals("textarea") ? "textarea" : tag,
        kind,
        name,
        id,
        said,
        label,
        hint,
        "",
        before,
        "",
        options,
        longest,
        "",
        kind.equals("text") && isNumeric(type) && dice.chance(0.2) ? "numeric" : "",
        dice.chance(0.4),
        true,
        false,
        false,
        null,
        "");
  }

  private String kind(String type, String tag) {
    if (tag.equals("select")) {
      return "select-one";
    }
    return switch (type) {
      case "email" -> dice.chance(0.6) ? "email" : "text";
      case "tel", "tel-national" -> dice.chance(0.5) ? "tel" : "text";
      case "cc-number", "cc-csc", "cc-exp", "one-time-code", "postal-code" ->
          dice.chance(0.25) ? "tel" : dice.chance(0.1) ? "number" : "text";
      case "current-password", "new-password" -> dice.chance(0.9) ? "password" : "text";
      case "search" -> dice.chance(0.4) ? "search" : "text";
      case "bday", "date" -> dice.chance(0.4) ? "date" : "text";
      case "url" -> dice.chance(0.5) ? "url" : "text";
      case "address-housenumber", "bday-year", "bday-day" -> dice.chance(0.2) ? "number" : "text";
      case "street-address" -> dice.chance(0.12) ? "textarea" : "text";
      case "none" ->
          dice.one(
              "text", "text", "textarea", "checkbox", "radio", "number", "select-one", "email");
      default -> "text";
    };
  }

  private static boolean isNumeric(String type) {
    return Set.of("postal-code", "tel", "cc-number", "cc-csc", "one-time-code").contains(type);
  }

  private int longest(String type) {
    return switch (type) {
      case "postal-code" -> 4 + dice.below(7);
      case "address-housenumber", "address-extra" -> 5 + dice.below(6);
      case "cc-csc" -> 3 + dice.below(2);
      case "cc-number" -> 16 + dice.below(8);
      case "tel" -> 10 + dice.below(15);
      case "one-time-code" -> 4 + dice.below(5);
      case "bday-day", "bday-month", "cc-exp-month" -> 2;
      case "bday-year", "cc-exp-year" -> 4;
      case "cc-exp" -> 5 + dice.below(3);
      case "tel-country-code" -> 3 + dice.below(3);
      case "country" -> 2 + dice.below(40);
      default -> dice.one(List.of(30, 35, 40, 50, 60, 64, 80, 100, 120, 255));
    };
  }

  private List<Option> options(String type) {
    List<Option> options = new ArrayList<>();
    if (dice.chance(0.4)) {
      options.add(
          new Option("", dice.one("", "-", "--", "Please select", "Bitte wählen", "Choisir")));
    }
    switch (type) {
      case "country" -> {
        String[] codes = Locale.getISOCountries();
        int step = dice.chance(0.7) ? 1 : 9;
        for (int i = dice.below(step); i < codes.length; i += step) {
          String name = Locale.of("", codes[i]).getDisplayCountry(Locale.ENGLISH);
          options.add(new Option(dice.chance(0.02) ? name : codes[i], name));
        }
      }
      case "bday-month", "cc-exp-month" -> numbers(options, 1, 12, dice.chance(0.5));
      case "bday-day" -> numbers(options, 1, 31, dice.chance(0.5));
      case "bday-year" -> numbers(options, 1920, 2010, false);
      case "cc-exp-year" -> numbers(options, 2024, 2036, false);
      case "honorific-prefix" -> texts(options, "Mr", "Mrs", "Ms", "Herr", "Frau", "Dr.");
      case "sex" -> texts(options, "Male", "Female", "Other");
      case "cc-type" -> texts(options, "Visa", "MasterCard", "American Express");
      case "tel-country-code" -> texts(options, "+49", "+43", "+41", "+33", "+1", "+44", "+39");
      case "language" -> texts(options, "Deutsch", "English", "Français", "Español");
      default -> texts(options, "Alabama", "Bayern", "Zürich", "Ontario", "Madrid", "Lazio");
    }
    return options;
  }

  private static void numbers(List<Option> options, int from, int to, boolean isPadded) {
    for (int i = from; i <= to; i++) {
      String text = isPadded && i < 10 ? "0" + i : Integer.toString(i);
      options.add(new Option(text, text));
    }
  }

  private static void texts(List<Option> options, String... texts) {
    for (String text : texts) {
      options.add(new Option(text, text));
    }
  }

  private String autocomplete(String type) {
    if (dice.chance(0.12)) {
      return dice.one("off", "on", "nope", "new-password-off");
    }
    return switch (type) {
      case "none", "search" -> dice.chance(0.5) ? "off" : "";
      case "address-streetname" -> "address-line1";
      case "address-housenumber", "address-extra", "vat-number", "id-number", "date" -> "";
      default -> (dice.chance(0.2) ? dice.one("shipping ", "billing ") : "") + type;
    };
  }

  private String example(String type, String phrase) {
    return switch (type) {
      case "email" -> dice.one("name@example.com", "you@example.org", phrase);
      case "tel" -> dice.one("+49 30 123456", "(555) 555-1234", "06 12 34 56 78", phrase);
      case "postal-code" -> dice.one("12345", "1234 AB", "SW1A 1AA", phrase);
      case "bday", "date" ->
          dice.one("DD/MM/YYYY", "MM/DD/YYYY", "TT.MM.JJJJ", "JJ/MM/AAAA", phrase);
      case "cc-exp" -> dice.one("MM/YY", "MM / YY", "MM/YYYY");
      case "cc-number" -> dice.one("1234 5678 9012 3456", "•••• •••• •••• ••••", phrase);
      default -> phrase;
    };
  }

  private String decorated(String phrase) {
    String text = dice.chance(0.1) ? phrase.toUpperCase(Locale.ROOT) : phrase;
    return text + (dice.chance(0.3) ? dice.one("*", " *", ":", " (required)", " (optional)") : "");
  }

  private String cased(String code, Style style) {
    String words = style.prefix().isEmpty() ? code : style.prefix() + " " + code;
    String[] parts = words.split(" ");
    StringBuilder cased = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      String capital =
          part.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
      switch (style.casing()) {
        case 0 -> cased.append(i == 0 ? part : capital);
        case 1 -> cased.append(i == 0 ? "" : "_").append(part);
        case 2 -> cased.append(i == 0 ? "" : "-").append(part);
        case 3 -> cased.append(part);
        case 4 -> cased.append(i == 0 ? part : "[" + part + "]");
        default -> cased.append(capital);
      }
    }
    return cased.toString();
  }

  private static String plain(String phrase) {
    return phrase.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d]+", " ").strip();
  }

  private String scrambled() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 4 + dice.below(6); i++) {
      text.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(dice.below(36)));
    }
    return text.toString();
  }
}
