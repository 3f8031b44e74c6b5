package dev.stillroom.distiller.train.form;

import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.form.WebForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes forms as people build them, out of the lexicon: in many languages, with the order and the
 * splits of addresses that there are, named by English or local markup in any case, with labels or
 * only hints, among fields of no known type. The same seed makes the same forms.
 */
public final class FormMaker {

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
  private final Dice dice;
  private final FieldMaker fields;
  private final List<String> languages;

  public FormMaker(Lexicon lexicon, long seed) {
    this.lexicon = lexicon;
    this.dice = new Dice(new Random(seed));
    this.fields = new FieldMaker(lexicon, dice);
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
        dice.chance(0.25)
            ? "en"
            : dice.chance(0.6)
                ? dice.one("de", "en", "fr", "es", "it", "nl", "pl", "pt")
                : dice.one(languages);
    FieldMaker.Style style =
        new FieldMaker.Style(
            language,
            dice.chance(0.65) ? "en" : language,
            dice.below(6),
            dice.chance(0.3) ? prefix() : "",
            dice.chance(0.75),
            dice.chance(0.35),
            dice.chance(0.35),
            dice.chance(0.8),
            dice.chance(0.7));
    List<String> types = new ArrayList<>();
    if (dice.chance(0.35)) {
      types.add("search");
    }
    noise(types, 0.15);
    List<String> parts = new ArrayList<>();
    parts.add(dice.chance(0.85) ? dice.one(PERSON) : "");
    parts.add(dice.chance(0.85) ? dice.one(ADDRESS) : "");
    parts.add(dice.one(CONTACT));
    if (dice.chance(0.25)) {
      parts.add(0, parts.removeLast());
    }
    if (dice.chance(0.3)) {
      parts.add(dice.one(REST));
    }
    if (dice.chance(0.25)) {
      parts.add(dice.one(PERSON) + " " + dice.one(ADDRESS));
    }
    if (dice.chance(0.25)) {
      parts.add(dice.one(CARD));
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
    List<WebField> made = new ArrayList<>();
    for (String type : types) {
      made.add(fields.field(type, style));
    }
    boolean says = dice.chance(0.7);
    return new TypedForm(new WebForm(says ? language : "", "", made, false), types);
  }

  private void noise(List<String> types, double share) {
    while (dice.chance(share)) {
      types.add(dice.chance(0.08) ? dice.one("search", "one-time-code") : "none");
    }
  }

  private String prefix() {
    return dice.one(
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
}
