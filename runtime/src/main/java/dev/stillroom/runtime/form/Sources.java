package dev.stillroom.runtime.form;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a source has to offer, whatever kind of source it is. */
final class Sources {

  /** Values that are looked at; a record of a customer has some dozens. */
  static final int MAX_OFFERS = 400;

  private static final int MAX_DEPTH = 12;

  /** Names that say nothing without the one above them. */
  private static final Set<String> GENERIC =
      Set.of("number", "no", "nr", "num", "nummer", "numero", "número", "numéro", "id", "code");

  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)addr|adres|direcc|indirizz|street|stra(ß|ss)e|shipping|delivery|billing");

  private Sources() {}

  static List<Offer> of(Input source) {
    List<Offer> offers = new ArrayList<>();
    if (source.members().path("previous").isObject()) {
      previous(source.members().path("previous"), offers);
    } else if (source.members().has("json")) {
      json(source.members().path("json"), new Path("", "", "", ""), 0, offers);
    } else if (InputPage.in(source)) {
      offers.addAll(PageOffers.of(InputPage.of(source)));
    } else if (source.members().path("text").isTextual()) {
      offers.addAll(TextOffers.of(source.members().path("text").textValue()));
    }
    return offers.size() > MAX_OFFERS ? offers.subList(0, MAX_OFFERS) : offers;
  }

  /** Where in a document: its pointer, words for a person, and the names of the last two steps. */
  private record Path(String pointer, String words, String section, String name) {

    Path then(String step) {
      String escaped = step.replace("~", "~0").replace("/", "~1");
      return new Path(
          pointer + "/" + escaped,
          words.isEmpty() ? step : words + " › " + step,
          isNumber(name) ? section : name,
          step);
    }

    /** Its name; a "number" is that of what it stands in: of an order, and not of a house. */
    String called() {
      return GENERIC.contains(name.toLowerCase(Locale.ROOT))
              && !ADDRESS.matcher(section).find()
              && !section.isEmpty()
          ? section + " " + name
          : name;
    }

    private static boolean isNumber(String name) {
      return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
  }

  private static void json(JsonNode node, Path path, int depth, List<Offer> offers) {
    if (offers.size() >= MAX_OFFERS || depth > MAX_DEPTH) {
      return;
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        json(member.getValue(), path.then(member.getKey()), depth + 1, offers);
      }
    } else if (node.isArray()) {
      // Of a list nobody knows which is meant, unless there is but one.
      if (node.size() == 1) {
        json(node.get(0), path.then("0"), depth + 1, offers);
      }
    } else if (node.isValueNode() && !node.isNull() && !node.isBoolean()) {
      String value = node.asText().strip();
      if (!value.isEmpty() && value.length() <= Offer.MAX_VALUE) {
        List<Place> at = List.of(new Place.Pointer(path.pointer()));
        offers.add(
            new Offer(path.called(), path.section(), value, path.words(), at, FieldType.NONE));
      }
    }
  }

  /** A form filled in before: its fields' names and what was put there. */
  private static void previous(JsonNode previous, List<Offer> offers) {
    WebForm form;
    try {
      form = FormJson.read(previous.path("form"));
    } catch (FormRefused refused) {
      return;
    }
    List<String> keys = form.keys();
    for (int i = 0; i < keys.size(); i++) {
      WebField field = form.fields().get(i);
      String value = previous.path("values").path(keys.get(i)).asText("").strip();
      if (value.isEmpty() || value.length() > Offer.MAX_VALUE || NeverFilled.holds(field)) {
        continue;
      }
      String shown = value;
      for (WebField.Option option : field.options()) {
        shown = option.value().equals(value) && shown.equals(value) ? option.text() : shown;
      }
      String name = field.label().isEmpty() ? field.name() : field.label();
      FieldType said = Autocomplete.type(field.autocomplete()).orElse(FieldType.NONE);
      offers.add(
          new Offer(
              name,
              field.section(),
              shown,
              name.isEmpty() ? keys.get(i) : name,
              List.of(new Place.Before(keys.get(i))),
              said));
    }
  }
}
