package dev.stillroom.runtime.form;

import dev.stillroom.runtime.example.Input;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a source says, by type: as it stands, and taken apart or put together where there is one way
 * to. Of each type the facts are in the order in which they stand.
 */
final class Facts {

  /** Names below this are not understood well enough to take a value by. */
  private static final double UNDERSTOOD = 0.5;

  /** A value whose form says what it is. */
  private static final double BY_FORM = 0.93;

  private static final double SAID = 0.97;

  private final Map<FieldType, List<Fact>> facts = new EnumMap<>(FieldType.class);

  /** By the words that the source calls them. */
  private final Map<String, List<Offer>> named = new HashMap<>();

  private Facts() {}

  static Facts of(Input source, FieldTyper typer) {
    Facts facts = new Facts();
    List<Offer> offers = Sources.of(source);
    List<WebField> names = new ArrayList<>();
    for (Offer offer : offers) {
      WebField name = WebField.text("", offer.name());
      names.add(offer.section().isEmpty() ? name : name.in(offer.section()));
    }
    List<FieldTyping> types = typer.types(new WebForm("", "", names, false));
    for (int i = 0; i < offers.size(); i++) {
      facts.take(offers.get(i), names.get(i), types.get(i));
      if (!NeverFilled.holds(names.get(i)) && !types.get(i).type().isNeverFilled()) {
        String words = FieldWords.joined(offers.get(i).name());
        facts.named.computeIfAbsent(words, key -> new ArrayList<>()).add(offers.get(i));
      }
    }
    facts.people();
    facts.streets();
    facts.phones();
    facts.days();
    return facts;
  }

  /** Of a type, those of the most certain kind only. */
  List<Fact> of(FieldType type) {
    return facts.getOrDefault(type, List.of());
  }

  /** The only value that the source calls exactly so; null where there is none or several. */
  Offer called(String words) {
    List<Offer> all = named.getOrDefault(words, List.of());
    return all.size() == 1 ? all.getFirst() : null;
  }

  /** The country of two letters that the source is about; empty where it does not say. */
  String country() {
    for (FieldType type : List.of(FieldType.COUNTRY, FieldType.COUNTRY_NAME)) {
      for (Fact fact : of(type)) {
        String code = Countries.code(fact.value());
        if (code != null) {
          return code;
        }
      }
    }
    return "";
  }

  private void take(Offer offer, WebField name, FieldTyping typing) {
    if (NeverFilled.holds(name)) {
      return;
    }
    FieldType type = offer.type();
    double confidence = offer.name().isEmpty() ? BY_FORM : SAID;
    if (type == FieldType.NONE) {
      type = typing.type();
      confidence = typing.confidence();
    }
    if (offer.name().isBlank() && offer.type() == FieldType.NONE
        || type == FieldType.NONE
        || type.isNeverFilled()
        || confidence < UNDERSTOOD
        || !ValueShape.fits(type, offer.value())) {
      return;
    }
    // A value of the right form under a name of that type is hardly another.
    boolean sure =
        switch (type) {
          case EMAIL, COUNTRY, BDAY -> true;
          // Which of these it is called is often open; a street with its number is all of them.
          case STREET_ADDRESS, ADDRESS_LINE1, ADDRESS_STREETNAME -> Streets.isStreet(offer.value());
          default -> false;
        };
    double trust = sure ? 1 - (1 - confidence) / 3 : confidence;
    add(new Fact(type, offer.value(), trust, offer.from(), offer.at(), "", offer.section()));
  }

  private void add(Fact fact) {
    List<Fact> all = facts.computeIfAbsent(fact.type(), key -> new ArrayList<>());
    for (int i = 0; i < all.size(); i++) {
      // The same value found twice is one fact, as sure as the surer one.
      if (all.get(i).value().equalsIgnoreCase(fact.value())) {
        if (fact.confidence() > all.get(i).confidence()) {
          all.set(i, fact);
        }
        return;
      }
    }
    all.add(fact);
  }

  private boolean lacks(FieldType type) {
    return of(type).isEmpty();
  }

  private Fact only(FieldType type) {
    List<Fact> all = of(type);
    return all.size() == 1 ? all.getFirst() : null;
  }

  private void people() {
    Fact given = only(FieldType.GIVEN_NAME);
    Fact family = only(FieldType.FAMILY_NAME);
    Fact name = only(FieldType.NAME);
    if (lacks(FieldType.NAME) && given != null && family != null) {
      String whole = given.value() + " " + family.value();
      add(given.with(family, FieldType.NAME, whole, 0.98, "put together"));
    }
    if (name == null) {
      return;
    }
    PersonNames.Parts parts = PersonNames.parts(name.value());
    if (parts == null) {
      return;
    }
    if (lacks(FieldType.GIVEN_NAME) && lacks(FieldType.FAMILY_NAME)) {
      add(name.into(FieldType.GIVEN_NAME, parts.given(), 0.95, "the given name of it"));
      add(name.into(FieldType.FAMILY_NAME, parts.family(), 0.95, "the family name of it"));
    }
    if (lacks(FieldType.HONORIFIC_PREFIX) && !parts.prefix().isEmpty()) {
      add(name.into(FieldType.HONORIFIC_PREFIX, parts.prefix(), 0.95, "the title of it"));
    }
  }

  private void streets() {
    Fact street = only(FieldType.ADDRESS_STREETNAME);
    Fact number = only(FieldType.ADDRESS_HOUSENUMBER);
    Fact whole = only(FieldType.STREET_ADDRESS);
    if (whole == null && lacks(FieldType.STREET_ADDRESS)) {
      whole = only(FieldType.ADDRESS_LINE1);
    }
    if (number != null && street == null && whole != null && !Streets.isStreet(whole.value())) {
      // A "street" beside a house number is the street alone.
      street = whole.into(FieldType.ADDRESS_STREETNAME, whole.value(), 1, "");
      add(street);
      facts.remove(FieldType.STREET_ADDRESS);
      facts.remove(FieldType.ADDRESS_LINE1);
      whole = null;
    }
    if (whole == null && street != null && number != null && lacks(FieldType.STREET_ADDRESS)) {
      String joined = Streets.joined(street.value(), number.value(), country());
      double trust = country().isEmpty() ? 0.7 : 0.97;
      add(street.with(number, FieldType.STREET_ADDRESS, joined, trust, "put together"));
    } else if (whole == null && street != null && Streets.isStreet(street.value())) {
      whole = street.into(FieldType.STREET_ADDRESS, street.value(), 1, "");
      facts.remove(FieldType.ADDRESS_STREETNAME);
      add(whole);
    }
    if (whole != null && lacks(FieldType.ADDRESS_STREETNAME) && number == null) {
      Streets.Parts parts = Streets.parts(whole.value());
      if (parts != null) {
        add(whole.into(FieldType.ADDRESS_STREETNAME, parts.street(), 0.96, "without the number"));
        add(whole.into(FieldType.ADDRESS_HOUSENUMBER, parts.number(), 0.96, "the number of it"));
      }
    }
  }

  private void phones() {
    if (!lacks(FieldType.TEL_COUNTRY_CODE) || !lacks(FieldType.TEL_NATIONAL)) {
      Fact code = only(FieldType.TEL_COUNTRY_CODE);
      Fact national = only(FieldType.TEL_NATIONAL);
      national = national == null ? only(FieldType.TEL) : national;
      if (code != null && national != null && Phones.parts(national.value()) == null) {
        String plus = code.value().startsWith("+") ? code.value() : "+" + code.value();
        String whole = plus + " " + national.value().replaceFirst("^0", "");
        facts.remove(FieldType.TEL);
        add(national.with(code, FieldType.TEL, whole, 0.9, "put together"));
        add(national.into(FieldType.TEL_NATIONAL, national.value(), 1, ""));
      }
      return;
    }
    for (Fact tel : List.copyOf(of(FieldType.TEL))) {
      Phones.Parts parts = Phones.parts(tel.value());
      if (parts != null) {
        add(tel.into(FieldType.TEL_COUNTRY_CODE, parts.country(), 0.97, "the country's code"));
        add(tel.into(FieldType.TEL_NATIONAL, parts.national(), 0.97, "without the country's code"));
      } else if (Phones.code(country()) != null && only(FieldType.TEL) != null) {
        String code = Phones.code(country());
        add(tel.into(FieldType.TEL_COUNTRY_CODE, code, 0.9, "the code of the country"));
        add(tel.into(FieldType.TEL_NATIONAL, tel.value(), 0.97, ""));
      }
    }
  }

  private void days() {
    Fact born = only(FieldType.BDAY);
    if (born != null && lacks(FieldType.BDAY_DAY) && lacks(FieldType.BDAY_YEAR)) {
      LocalDate day = Day.of(born.value(), country());
      if (day != null) {
        add(born.into(FieldType.BDAY_DAY, "" + day.getDayOfMonth(), 0.98, "the day of it"));
        add(born.into(FieldType.BDAY_MONTH, "" + day.getMonthValue(), 0.98, "the month of it"));
        add(born.into(FieldType.BDAY_YEAR, "" + day.getYear(), 0.98, "the year of it"));
      }
    }
    Fact day = only(FieldType.BDAY_DAY);
    Fact month = only(FieldType.BDAY_MONTH);
    Fact year = only(FieldType.BDAY_YEAR);
    if (born == null && day != null && month != null && year != null) {
      int number = Day.month(month.value());
      if (number > 0 && day.value().matches("\\d{1,2}") && year.value().matches("\\d{4}")) {
        String iso =
            String.format(
                java.util.Locale.ROOT,
                "%s-%02d-%02d",
                year.value(),
                number,
                Integer.parseInt(day.value()));
        if (Day.of(iso, "") != null) {
          add(day.with(month, FieldType.BDAY, iso, 0.97, "put together"));
        }
      }
    }
  }
}
