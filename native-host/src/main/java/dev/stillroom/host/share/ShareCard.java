package dev.stillroom.host.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Model;
import java.util.List;
import java.util.Locale;

/** What a shared model's card says: on its way out figures and two texts, on its way in less. */
final class ShareCard {

  /** Figures of a verdict that say nothing of the examples themselves. */
  private static final List<String> FIGURES =
      List.of("method", "guarantee", "metric", "value", "low", "high", "level", "baseline");

  private ShareCard() {}

  /** Answers to these can be told right or wrong; nobody sees what a language model remembers. */
  static void requireShareable(Model model) {
    boolean counted =
        switch (model.kind()) {
          case CLASSIFY, EXTRACT, TRANSFORM -> true;
          case SUMMARIZE, FILL -> false;
        };
    if (!counted) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "a model that is to "
              + model.kind().label()
              + " is not shared yet: its answers cannot be counted right or wrong");
    }
    if (model.architecture() == Architecture.LANGUAGE_MODEL) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "a language model is not shared: what it has read can be in its weights, where no"
              + " preview shows it");
    }
  }

  /** The card of a file for others: no digest of the examples, no parent, no words of them. */
  static ObjectNode outgoing(JsonNode own, String name, String instruction) {
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode();
    card.put("kind", own.path("kind").asText());
    card.put("student", own.path("student").asText());
    card.putObject("task").put("name", name).put("instruction", instruction);
    ObjectNode examples = card.putObject("examples");
    examples.put("train", own.path("examples").path("train").asInt());
    examples.put("verify", own.path("examples").path("verify").asInt());
    ObjectNode verdict = card.putObject("verdict");
    FIGURES.forEach(
        figure -> {
          JsonNode value = own.path("verdict").path(figure);
          if (value.isValueNode()) {
            verdict.set(figure, value);
          }
        });
    return card;
  }

  /** The card that is kept: none of the file's figures, which count for nothing here. */
  static ObjectNode incoming(Pack pack) {
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode();
    card.put("kind", pack.model().kind().label());
    card.put("student", pack.model().architecture().label());
    card.put("bytes", pack.bytes());
    card.put("digest", pack.digest());
    card.put("shared", true);
    card.putObject("verdict").put("method", "none").put("passes", false).put("better", false);
    return card;
  }

  /** What a file says of itself, in numbers only. */
  static String claims(JsonNode card) {
    JsonNode verdict = card.path("verdict");
    if (!verdict.path("value").isNumber() || !verdict.path("low").isNumber()) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%.3f, at least %.3f, of %d examples",
        verdict.path("value").asDouble(),
        verdict.path("low").asDouble(),
        card.path("examples").path("verify").asInt());
  }

  /** Whether a text has nothing in it that steers a terminal or turns a line around. */
  static boolean isText(String text) {
    return text.equals(text(text, text.length()));
  }

  /** A text from elsewhere on one line. */
  static String line(String text, int most) {
    return text(text.replaceAll("\\s+", " "), most).strip();
  }

  /** A text from elsewhere, bounded, without what cannot be seen. */
  static String text(String text, int most) {
    String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\u2028\\u2029&&[^\\n\\t]]", "");
    return plain.length() <= most ? plain : plain.substring(0, most);
  }
}
