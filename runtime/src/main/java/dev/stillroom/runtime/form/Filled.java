package dev.stillroom.runtime.form;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * What would be put into one field of a form, for a person to look at first.
 *
 * @param field its place in the form
 * @param key its name in {@link WebForm#keys()}
 * @param value what is put there: text to type, or the {@code value} of an option; null where it is
 *     left
 * @param shown the same for a person: an option's text
 * @param confidence that exactly this belongs there, in [0, 1]; of the guess where it is left
 * @param from where it came from in words: "customer › name"; empty for nothing
 * @param at where that stands in the source
 * @param through what was done to it in words; empty where it is as it stands
 * @param why null where it is filled
 * @param guess what would have been put there were it sure enough; null otherwise
 */
public record Filled(
    int field,
    String key,
    FieldTyping typing,
    String value,
    String shown,
    double confidence,
    String from,
    List<Place> at,
    String through,
    Why why,
    String guess) {

  /** Why a field is left as it is. The names are those of the command line's {@code why}. */
  public enum Why {
    /** A password, card, one-time code, search, or another that is never filled. */
    NEVER,
    /** Nobody can see it. */
    HIDDEN,
    /** Disabled or read-only. */
    LOCKED,
    /** The person has put something there. */
    HOLDS_VALUE,
    /** It is not clear what belongs there. */
    UNKNOWN,
    /** The source does not have it. */
    NO_VALUE,
    /** There is a guess that is not sure enough. */
    UNSURE,
    /** The value is no choice of the field, or longer than it takes. */
    DOES_NOT_FIT
  }

  public Filled {
    at = List.copyOf(at);
  }

  public boolean isFilled() {
    return why == null;
  }

  /** A field that is left, without a guess. */
  public static Filled left(int field, String key, FieldTyping typing, Why why) {
    return new Filled(field, key, typing, null, null, 0, "", List.of(), "", why, null);
  }

  /** Writes it as the command line prints it. */
  public void write(ObjectNode json) {
    json.put("field", field).put("key", key);
    json.put("type", typing.type().label());
    json.put("typeConfidence", typing.confidence());
    json.put("typedBy", word(typing.basis()));
    json.put("value", value);
    if (isFilled() && !value.equals(shown)) {
      json.put("shown", shown);
    }
    json.put("confidence", confidence);
    if (!from.isEmpty()) {
      json.put("from", from);
      ArrayNode places = json.putArray("at");
      at.forEach(place -> FormJson.write(place, places.addObject()));
    }
    if (!through.isEmpty()) {
      json.put("through", through);
    }
    if (why != null) {
      json.put("why", word(why));
    }
    if (guess != null) {
      json.put("guess", guess);
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
