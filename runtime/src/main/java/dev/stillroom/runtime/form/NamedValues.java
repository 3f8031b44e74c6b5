package dev.stillroom.runtime.form;

import dev.stillroom.runtime.example.Input;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a source by names under which they are found again in the next source of its kind:
 * a JSON pointer, a field of the form before, what stands in front of a value, or what a value is
 * by its form.
 */
public final class NamedValues {

  /** The longest name, in characters. */
  public static final int MAX_NAME = 300;

  /** A value and where it stands. */
  public record Named(String value, String from, List<Place> at) {}

  private NamedValues() {}

  public static Map<String, Named> of(Input source) {
    Map<String, Named> values = new LinkedHashMap<>();
    Map<String, Integer> times = new HashMap<>();
    for (Offer offer : Sources.of(source)) {
      String name = name(offer);
      int time = times.merge(name, 1, Integer::sum);
      String key = time == 1 ? name : name + "#" + time;
      if (key.length() <= MAX_NAME && !NeverFilled.holds(WebField.text("", offer.name()))) {
        values.put(key, new Named(offer.value(), offer.from(), offer.at()));
      }
    }
    return values;
  }

  private static String name(Offer offer) {
    Place place = offer.at().isEmpty() ? null : offer.at().getFirst();
    if (place instanceof Place.Pointer pointer) {
      return pointer.pointer();
    }
    if (place instanceof Place.Before before) {
      return before.key();
    }
    String words = FieldWords.joined(offer.name());
    return words.isEmpty() ? "@" + offer.type().label() : "=" + words;
  }
}
