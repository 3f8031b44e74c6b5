package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.runtime.summary.Tokens;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a person makes of a page, as the examples format's OUTPUT of summaries and cards. */
final class SummaryNotes {

  private static final String SUMMARY = "summary";
  private static final String KEEP = "keep";
  private static final String REMOVE = "remove";

  /** What a field may not be called: these mean something in an output. */
  private static final Set<String> TAKEN = Set.of(SUMMARY, KEEP, REMOVE, "prefer");

  private static final int MOST_CHOICES = 500;
  private static final int MOST_FIELDS = 30;
  private static final int MOST_VALUES = 50;
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST = 5_000;

  /** Letters and digits of a line's beginning: a word or two may be the same by chance. */
  private static final int SAME = 5;

  private SummaryNotes() {}

  /** Empty where nothing was kept, removed or written down. */
  static ObjectNode output(Request.LearnSummary request) {
    ObjectNode choices = ProtocolJson.MAPPER.createObjectNode();
    put(request.keep(), choices, KEEP);
    put(request.remove(), choices, REMOVE);
    SummaryView.Notes notes = request.notes();
    if (notes == null || notes.fields().isEmpty()) {
      if (choices.isEmpty() && notes != null && !text(notes).isEmpty()) {
        // Only their own sentences: the nearest of the page are what they mean.
        return ProtocolJson.MAPPER.createObjectNode().put(SUMMARY, text(notes));
      }
      return choices;
    }
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode();
    require(notes.fields().size() <= MOST_FIELDS, "a card has at most " + MOST_FIELDS + " fields");
    notes.fields().forEach((name, values) -> put(name, values, card));
    if (!choices.isEmpty()) {
      card.set(SUMMARY, choices);
    } else if (!text(notes).isEmpty()) {
      card.put(SUMMARY, text(notes));
    }
    return card;
  }

  private static String text(SummaryView.Notes notes) {
    require(notes.text().length() <= LONGEST, "notes have at most " + LONGEST + " characters");
    return notes.text().strip();
  }

  private static void put(String name, List<String> values, ObjectNode card) {
    require(
        !name.isBlank()
            && name.length() <= LONGEST_NAME
            && !TAKEN.contains(name)
            && name.codePoints().noneMatch(Character::isISOControl),
        "a field cannot be called '" + PickCheck.brief(name) + "': rename it");
    require(
        values.size() <= MOST_VALUES && values.stream().allMatch(v -> v.length() <= LONGEST),
        "a field has at most " + MOST_VALUES + " values of " + LONGEST + " characters");
    if (values.isEmpty()) {
      card.putNull(name);
    } else if (values.size() == 1) {
      card.put(name, values.getFirst());
    } else {
      ArrayNode array = card.putArray(name);
      values.forEach(array::add);
    }
  }

  private static void put(List<String> sentences, ObjectNode output, String name) {
    require(
        sentences.size() <= MOST_CHOICES
            && sentences.stream().noneMatch(one -> one.length() > LONGEST || one.isBlank()),
        "at most " + MOST_CHOICES + " sentences are kept or removed");
    if (!sentences.isEmpty()) {
      ArrayNode array = output.putArray(name);
      sentences.forEach(array::add);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, otherwise);
    }
  }

  /** Notes that were written elsewhere, less what a card cannot have. */
  static SummaryView.Notes sane(SummaryView.Notes notes) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder(notes.text().strip());
    notes
        .fields()
        .forEach(
            (said, values) -> {
              String name = said.strip();
              List<String> kept =
                  values.stream().filter(v -> !v.isBlank() && v.length() <= LONGEST).toList();
              if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
                kept.forEach(value -> text.append(text.isEmpty() ? "" : " ").append(value));
              } else if (!name.isEmpty()
                  && name.length() <= LONGEST_NAME
                  && name.codePoints().noneMatch(Character::isISOControl)
                  && !kept.isEmpty()
                  && kept.size() <= MOST_VALUES
                  && fields.size() < MOST_FIELDS) {
                fields.put(name, kept);
              }
            });
    String own = text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST);
    return new SummaryView.Notes(fields, own);
  }

  /**
   * What was written first, and then more about the same page. A line that was begun and went on
   * later is told again as a whole: it takes the place of its beginning.
   */
  static SummaryView.Notes joined(SummaryView.Notes before, SummaryView.Notes more) {
    Map<String, List<String>> fields = new LinkedHashMap<>(before.fields());
    fields.putAll(more.fields());
    String text = before.text();
    if (!text.contains(more.text())) {
      text = (withoutBeginning(text, more.text()) + " " + more.text()).strip();
    }
    return new SummaryView.Notes(fields, text);
  }

  /** Less its longest end, of whole words, with which {@code more} begins. */
  private static String withoutBeginning(String before, String more) {
    for (int from = 0; from < before.length(); from++) {
      boolean word = from == 0 || before.charAt(from - 1) == ' ';
      if (word && more.startsWith(before.substring(from))) {
        return from == 0 || letters(before.substring(from)) >= SAME
            ? before.substring(0, from).strip()
            : before;
      }
    }
    return before;
  }

  private static long letters(String text) {
    return text.codePoints().filter(Character::isLetterOrDigit).count();
  }

  static boolean areEmpty(SummaryView.Notes notes) {
    return notes.fields().isEmpty() && notes.text().isEmpty();
  }

  /** The names of a card's fields; none where an output is no card. */
  static Stream<String> fields(JsonNode output) {
    return output.propertyStream().map(Map.Entry::getKey).filter(name -> !TAKEN.contains(name));
  }

  /** What the person wants to have read of a page. */
  static String kept(Request.LearnSummary request) {
    String own = request.notes() == null ? "" : request.notes().text();
    return String.join(" ", request.keep()) + " " + own;
  }

  /** How near two texts are, in [0, 1]: the F1 of their words (ROUGE-1). */
  static double agreement(String said, String kept) {
    Map<String, Integer> wanted = new HashMap<>();
    List<String> other = Tokens.of(kept);
    other.forEach(word -> wanted.merge(word, 1, Integer::sum));
    List<String> words = Tokens.of(said);
    int same = 0;
    for (String word : words) {
      if (wanted.merge(word, -1, Integer::sum) >= 0) {
        same++;
      }
    }
    return same == 0 ? 0 : 2.0 * same / (words.size() + other.size());
  }
}
