package dev.stillroom.distiller.train.form;

import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebField.Option;
import dev.stillroom.runtime.form.WebForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Makes forms as people build them, out of the lexicon: in many languages, with the order and the
 * splits of addresses that there are, named by English or local markup in any case, with labels or
 * only hints, among fields of no known type. The same seed makes the same forms.
 */
public final class FormMaker {

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

  /** What each part of a form is made of; one of the alternatives is taken. */
  private static final String[] PERSON = {
    "given-name family-name",
    "given-name family-name",
    "family-name given-name",
    "given-name additional-name family-name",
    "honorific-prefix given-name family-name",
    "name",
    "name",
    "honorific-prefix name",
    "given-name family-name organization",
    "organization given-name family-name",
    "name organization",
    "organization organization-title name",
    "organization vat-number given-name family-name"
  };

  private static final String[] ADDRESS = {
    "street-address postal-code address-level2 country",
    "street-address postal-code address-level2",
    "country street-address address-level2 address-level1 postal-code",
    "address-line1 address-line2 address-level2 address-level1 postal-code country",
    "address-line1 address-line2 address-level2 postal-code country",
    "country address-line1 address-line2 postal-code address-level2",
    "address-line1 address-line2 address-line3 address-level2 address-level1 postal-code country",
    "street-address address-line2 postal-code address-level2 country",
    "street-address address-line2 address-level2 address-level1 postal-code",
    "address-streetname address-housenumber postal-code address-level2 country",
    "postal-code address-housenumber address-streetname address-level2",
    "address-streetname address-housenumber address-extra postal-code address-level2",
    "address-streetname address-housenumber address-extra address-level3 address-level2"
        + " address-level1 postal-code",
    "street-address address-housenumber address-extra address-level3 address-level2 postal-code",
    "country address-level1 address-level2 address-level3 street-address postal-code",
    "postal-code address-level1 address-level2 address-line1 address-line2",
    "country postal-code address-level2",
    "postal-code",
    "country address-level1 street-address address-level2 postal-code"
  };

  private static final String[] CONTACT = {
    "email tel",
    "tel email",
    "email",
    "tel",
    "email email tel",
    "email tel-country-code tel",
    "tel-country-code tel-national email",
    "email tel tel",
    "tel-area-code tel tel-extension email",
    "email url",
    "email tel fax",
    ""
  };

  private static final String[] CARD = {
    "cc-name cc-number cc-exp cc-csc",
    "cc-number cc-exp-month cc-exp-year cc-csc",
    "cc-type cc-number cc-name cc-exp-month cc-exp-year cc-csc",
    "cc-number cc-exp cc-csc cc-name",
    "cc-given-name cc-family-name cc-number cc-exp cc-csc"
  };

  private static final String[] REST = {
    "bday",
    "bday-day bday-month bday-year",
    "bday-month bday-day bday-year",
    "sex bday",
    "id-number",
    "vat-number",
    "language",
    "date",
    "date date",
    "username current-password",
    "email current-password",
    "username email current-password new-password",
    "current-password new-password",
    "one-time-code",
    "organization organization-title",
    "url",
    "sex"
  };

  private final Lexicon lexicon;
  private final Random random;
  private final List<String> languages;

  public FormMaker(Lexicon lexicon, long seed) {
    this.lexicon = lexicon;
    this.random = new Random(seed);
    this.languages = lexicon.languages();
  }

  public List<TypedForm> make(int count) {
    List<TypedForm> forms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      forms.add(form());
    }
    return forms;
  }

  private TypedForm form() {
    // The languages with the most forms come more often; so do pages that speak English.
    String language =
        chance(0.25)
            ? "en"
            : chance(0.6) ? one("de", "en", "fr", "es", "it", "nl", "pl", "pt") : one(languages);
    Style style =
        new Style(
            language,
            chance(0.65) ? "en" : language,
            random.nextInt(6),
            chance(0.3) ? prefix() : "",
            chance(0.75),
            chance(0.35),
            chance(0.35),
            chance(0.8),
            chance(0.7));
    List<String> types = new ArrayList<>();
    if (chance(0.35)) {
      types.add("search");
    }
    noise(types, 0.15);
    List<String> parts = new ArrayList<>();
    parts.add(chance(0.85) ? one(PERSON) : "");
    parts.add(chance(0.85) ? one(ADDRESS) : "");
    parts.add(one(CONTACT));
    if (chance(0.25)) {
      parts.add(0, parts.removeLast());
    }
    if (chance(0.3)) {
      parts.add(one(REST));
    }
    if (chance(0.25)) {
      parts.add(one(PERSON) + " " + one(ADDRESS));
    }
    if (chance(0.25)) {
      parts.add(one(CARD));
    }
    for (String part : parts) {
      for (String type : part.split(" ")) {
        if (!type.isEmpty()) {
          types.add(type.equals("fax") ? "tel" : type);
          noise(types, 0.06);
        }
      }
    }
    noise(types, 0.5);
    noise(types, 0.3);
    if (types.isEmpty()) {
      types.add("email");
    }
    List<WebField> fields = new ArrayList<>();
    for (String type : types) {
      fields.add(field(type, style));
    }
    boolean says = chance(0.7);
    return new TypedForm(new WebForm(says ? language : "", "", fields, false), types);
  }

  /**
   * How one page names its fields.
   *
   * @param code the language of names in markup
   * @param casing which way words are put together
   * @param hints whether placeholders are there instead of labels, and beside them
   */
  private record Style(
      String language,
      String code,
      int casing,
      String prefix,
      boolean labels,
      boolean hints,
      boolean autocomplete,
      boolean names,
      boolean ids) {}

  private void noise(List<String> types, double share) {
    while (chance(share)) {
      types.add(chance(0.08) ? one("search", "one-time-code") : "none");
    }
  }

  private WebField field(String type, Style style) {
    String phrase = one(lexicon.of(type, style.language()));
    List<String> codes = lexicon.of(type, Lexicon.CODE);
    boolean local = style.code().equals("en") || chance(0.5);
    String code = local ? one(codes) : plain(one(lexicon.of(type, style.language())));
    String name = style.names() || chance(0.3) ? cased(code, style) : "";
    String id =
        style.ids()
            ? chance(0.6) ? name : chance(0.2) ? scrambled() : cased(one(codes), style)
            : "";
    if (chance(0.04)) {
      name = scrambled();
    }
    boolean labelled = style.labels() != chance(0.1);
    boolean hinted = !labelled || style.hints();
    String label = labelled ? decorated(phrase) : "";
    String hint = hinted && !chance(0.15) ? (labelled ? example(type, phrase) : phrase) : "";
    String before = !labelled && chance(0.3) ? phrase : "";
    String tag = CHOSEN.contains(type) && chance(0.75) ? "select" : "input";
    String kind = kind(type, tag);
    List<Option> options = tag.equals("select") ? options(type) : List.of();
    String said = style.autocomplete() && chance(0.8) ? autocomplete(type) : "";
    int longest = chance(0.25) ? longest(type) : -1;
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
        kind.equals("text") && isNumeric(type) && chance(0.2) ? "numeric" : "",
        chance(0.4),
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
      case "email" -> chance(0.6) ? "email" : "text";
      case "tel", "tel-national" -> chance(0.5) ? "tel" : "text";
      case "cc-number", "cc-csc", "cc-exp", "one-time-code", "postal-code" ->
          chance(0.25) ? "tel" : chance(0.1) ? "number" : "text";
      case "current-password", "new-password" -> chance(0.9) ? "password" : "text";
      case "search" -> chance(0.4) ? "search" : "text";
      case "bday", "date" -> chance(0.4) ? "date" : "text";
      case "url" -> chance(0.5) ? "url" : "text";
      case "address-housenumber", "bday-year", "bday-day" -> chance(0.2) ? "number" : "text";
      case "street-address" -> chance(0.12) ? "textarea" : "text";
      case "none" ->
          one("text", "text", "textarea", "checkbox", "radio", "number", "select-one", "email");
      default -> "text";
    };
  }

  private static boolean isNumeric(String type) {
    return Set.of("postal-code", "tel", "cc-number", "cc-csc", "one-time-code").contains(type);
  }

  private int longest(String type) {
    return switch (type) {
      case "postal-code" -> 4 + random.nextInt(7);
      case "address-housenumber", "address-extra" -> 5 + random.nextInt(6);
      case "cc-csc" -> 3 + random.nextInt(2);
      case "cc-number" -> 16 + random.nextInt(8);
      case "tel" -> 10 + random.nextInt(15);
      case "one-time-code" -> 4 + random.nextInt(5);
      case "bday-day", "bday-month", "cc-exp-month" -> 2;
      case "bday-year", "cc-exp-year" -> 4;
      case "cc-exp" -> 5 + random.nextInt(3);
      case "tel-country-code" -> 3 + random.nextInt(3);
      case "country" -> 2 + random.nextInt(40);
      default -> one(List.of(30, 35, 40, 50, 60, 64, 80, 100, 120, 255));
    };
  }

  private List<Option> options(String type) {
    List<Option> options = new ArrayList<>();
    if (chance(0.4)) {
      options.add(new Option("", one("", "-", "--", "Please select", "Bitte wählen", "Choisir")));
    }
    switch (type) {
      case "country" -> {
        String[] codes = Locale.getISOCountries();
        int step = chance(0.7) ? 1 : 9;
        for (int i = random.nextInt(step); i < codes.length; i += step) {
          String name = Locale.of("", codes[i]).getDisplayCountry(Locale.ENGLISH);
          options.add(new Option(chance(0.02) ? name : codes[i], name));
        }
      }
      case "bday-month", "cc-exp-month" -> numbers(options, 1, 12, chance(0.5));
      case "bday-day" -> numbers(options, 1, 31, chance(0.5));
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
    if (chance(0.12)) {
      return one("off", "on", "nope", "new-password-off");
    }
    return switch (type) {
      case "none", "search" -> chance(0.5) ? "off" : "";
      case "address-streetname" -> "address-line1";
      case "address-housenumber", "address-extra", "vat-number", "id-number", "date" -> "";
      default -> (chance(0.2) ? one("shipping ", "billing ") : "") + type;
    };
  }

  private String example(String type, String phrase) {
    return switch (type) {
      case "email" -> one("name@example.com", "you@example.org", phrase);
      case "tel" -> one("+49 30 123456", "(555) 555-1234", "06 12 34 56 78", phrase);
      case "postal-code" -> one("12345", "1234 AB", "SW1A 1AA", phrase);
      case "bday", "date" -> one("DD/MM/YYYY", "MM/DD/YYYY", "TT.MM.JJJJ", "JJ/MM/AAAA", phrase);
      case "cc-exp" -> one("MM/YY", "MM / YY", "MM/YYYY");
      case "cc-number" -> one("1234 5678 9012 3456", "•••• •••• •••• ••••", phrase);
      default -> phrase;
    };
  }

  private String decorated(String phrase) {
    String text = chance(0.1) ? phrase.toUpperCase(Locale.ROOT) : phrase;
    return text + (chance(0.3) ? one("*", " *", ":", " (required)", " (optional)") : "");
  }

  private String prefix() {
    return one(
        "billing",
        "shipping",
        "customer",
        "user",
        "address",
        "form",
        "contact",
        "checkout",
        "delivery",
        "invoice",
        "registration",
        "account",
        "order",
        "billing address",
        "ship",
        "bill",
        "person",
        "data",
        "fields",
        "input",
        "txt",
        "shipping address",
        "profile");
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
    for (int i = 0; i < 4 + random.nextInt(6); i++) {
      text.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
    }
    return text.toString();
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }

  @SafeVarargs
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
