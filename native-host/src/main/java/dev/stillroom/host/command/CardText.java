package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A model card for a person. A figure never stands without its bound. */
final class CardText {

  private static final int SHOWN_ERRORS = 10;

  /** The card's names of disturbances, in words, in the order in which they are told. */
  private static final Map<String, String> DISTURBANCES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("case", "in capitals"),
              Map.entry("longer", "with longer words"),
              Map.entry("injectedText", "where the text asks for another label"),
              Map.entry("renamedExtension", "with another file extension"),
              Map.entry("truncated", "cut in half"),
              Map.entry("typos", "with typos"),
              Map.entry("whitespace", "with other spaces"),
              Map.entry("renamedNames", "with other classes and ids"),
              Map.entry("blocksRemoved", "with blocks missing"),
              Map.entry("blocksMoved", "with blocks in other places"),
              Map.entry("adsInserted", "with advertisements between"),
              Map.entry("membersReordered", "with members in another order"),
              Map.entry("membersRemoved", "with other members missing")));

  private CardText() {}

  static void print(JsonNode card, Printer printer) {
    printer.line(
        (card.path("student").asText().matches("[aeiou].*") ? "An " : "A ")
            + card.path("student").asText()
            + " of "
            + card.path("bytes").asText()
            + switch (card.path("kind").asText()) {
              case "transform" -> " bytes that writes:";
              case "extract" -> " bytes that fills in " + labels(card.path("fields"));
              case "fill" -> " bytes that fills a form:";
              case "summarize" -> " bytes that " + summarizes(card) + ":";
              default -> " bytes that says " + labels(card.path("labels"));
            });
    for (JsonNode sentence : card.path("says")) {
      printer.line("  " + sentence.asText());
    }
    JsonNode verdict = card.path("verdict");
    printer.line(
        (verdict.path("passes").asBoolean() ? "Passes" : "Does not pass")
            + ": "
            + card.path("promise").asText()
            + " ("
            + method(verdict)
            + switch (card.path("kind").asText()) {
              case "transform" -> "; leaving the text as it is is right ";
              case "extract" -> "; looking for values seen before has an F1 of ";
              case "fill" -> "; what form and source say by themselves is right ";
              case "summarize" ->
                  isCard(card)
                      ? "; looking for values seen before has an F1 of "
                      : "; the better of lead and most central has ";
              default -> "; always saying the most frequent is right ";
            }
            + percent(verdict.path("baseline"))
            + ")");
    printer.line(
        "Answers "
            + percent(verdict.path("coverage"))
            + " of the time; "
            + percent(verdict.path("errorWhenAnswering"))
            + " of its answers were wrong"
            + aim(verdict));
    if (verdict.has("outOfScope")) {
      printer.line(
          "Keeps silent at "
              + percent(verdict.path("outOfScope").path("recall"))
              + " of what is out of scope");
    }
    robustness(verdict.path("robustness"), printer);
    printer.line(
        "Learned from "
            + count(card.path("examples").path("train").asInt(), "example", "examples")
            + flaws(card.path("examples")));
    TeacherText.print(card.path("teacher"), printer);
    JsonNode latency = card.path("latency");
    printer.line(
        String.format(
            Locale.ROOT,
            "One answer takes %.3f ms (95 %%: %.3f ms)%s",
            latency.path("p50Millis").asDouble(),
            latency.path("p95Millis").asDouble(),
            latency.path("loadMillis").isNumber()
                ? String.format(
                    Locale.ROOT, ", loading it %.1f ms", latency.path("loadMillis").asDouble())
                : ""));
    for (JsonNode question : card.path("questions")) {
      printer.line(
          "Which is right for "
              + question.path("input")
              + ": "
              + question.path("outputs")
              + (question.path("alike").asInt() > 0
                  ? " (" + question.path("alike").asInt() + " others are like it)"
                  : ""));
    }
    candidates(card.path("candidates"), printer);
    labelErrors(card.path("labelErrors"), printer);
    notInText(card.path("notInText"), printer);
    if (!card.path("neverShown").isEmpty()) {
      printer.line(neverShown(card));
    }
    printer.line("Digest " + card.path("digest").asText());
  }

  /** A person's card of a page is judged by its fields; its passages stand in the promise. */
  private static boolean isCard(JsonNode card) {
    return card.path("verdict").path("metric").asText().equals("f1");
  }

  private static String summarizes(JsonNode card) {
    String passages = "chooses key passages";
    if (!isCard(card)) {
      return passages;
    }
    // A length of passages is learned only where there are some.
    return "fills in "
        + labels(card.path("fields"))
        + (card.has("length") ? " and " + passages : "");
  }

  /** What it would say if nothing that matters were changed. */
  private static void robustness(JsonNode shares, Printer printer) {
    List<String> said = new ArrayList<>();
    DISTURBANCES.forEach(
        (name, words) -> {
          if (shares.has(name)) {
            said.add(percent(shares.path(name)) + " " + words);
          }
        });
    if (!said.isEmpty()) {
      printer.line("Says the same of " + String.join(", ", said));
    }
    if (shares.has("otherLanguage")) {
      printer.line(
          "Keeps silent at "
              + percent(shares.path("otherLanguage"))
              + " of texts in languages it did not learn");
    }
  }

  private static void candidates(JsonNode candidates, Printer printer) {
    if (candidates.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode candidate : candidates) {
      rows.add(
          List.of(
              (candidate.path("chosen").asBoolean() ? "* " : "  ")
                  + candidate.path("student").asText(),
              percent(candidate.path("metric")),
              percent(candidate.path("low")),
              candidate.path("bytes").asText("-"),
              candidate.path("why").asText()));
    }
    printer.table(List.of("  STUDENT", "RIGHT", "AT LEAST", "BYTES", "WHY"), rows);
  }

  /** What abstention aimed at, and whether that is shown or hoped for. */
  private static String aim(JsonNode verdict) {
    if (!verdict.has("maxError")) {
      return "";
    }
    return " (at most "
        + percent(verdict.path("maxError"))
        + (verdict.path("guarantee").asText().equals("certified")
            ? ", certified)"
            : " is the aim)");
  }

  private static void labelErrors(JsonNode errors, Printer printer) {
    if (errors.path("found").asInt() == 0) {
      return;
    }
    printer.line(
        count(errors.path("found").asInt(), "label looks", "labels look")
            + " wrong; nothing was changed, please look:");
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode error : errors.path("examples")) {
      if (rows.size() < SHOWN_ERRORS) {
        String id = error.path("id").isTextual() ? " (" + error.path("id").asText() + ")" : "";
        rows.add(
            List.of(
                "  " + error.path("line").asText() + id,
                error.path("given").asText(),
                error.path("suggested").asText(),
                percent(error.path("confidence"))));
      }
    }
    printer.table(List.of("  LINE", "GIVEN", "RATHER", "SURE"), rows);
  }

  /** Which fields can never be found, and what to do about it. */
  static String neverShown(JsonNode card) {
    List<String> fields = new ArrayList<>();
    card.path("neverShown").forEach(field -> fields.add(field.asText()));
    return "No example has a value for "
        + String.join(", ", fields)
        + ": the model will always say that there is none; give an example with one";
  }

  private static void notInText(JsonNode slips, Printer printer) {
    if (slips.path("found").asInt() > 0) {
      List<String> fields = new ArrayList<>();
      slips.path("fields").properties().forEach(f -> fields.add(f.getKey() + " " + f.getValue()));
      printer.line(
          "Values that do not stand in their text, so that nothing is learned from them: "
              + String.join(", ", fields));
    }
  }

  private static String labels(JsonNode labels) {
    List<String> names = new ArrayList<>();
    for (JsonNode label : labels) {
      names.add(label.asText());
    }
    int shown = Math.min(8, names.size());
    return String.join(", ", names.subList(0, shown))
        + (shown < names.size() ? " and " + (names.size() - shown) + " more" : "");
  }

  private static String method(JsonNode verdict) {
    return switch (verdict.path("method").asText()) {
      case "crossfit" -> "each example predicted by a model that had not seen it";
      case "prequential" -> "each example predicted before it was learned from";
      default -> "examples it had not seen";
    };
  }

  private static String flaws(JsonNode examples) {
    List<String> flaws = new ArrayList<>();
    flaw(flaws, examples.path("duplicates").asInt(), "duplicate", "duplicates", " left out");
    flaw(flaws, examples.path("corrected").asInt(), "replaced", "replaced", " by corrections");
    flaw(
        flaws, examples.path("conflicts").asInt(), "input", "inputs", " with contradicting labels");
    flaw(flaws, examples.path("outOfScope").asInt(), "out of scope", "out of scope", "");
    flaw(
        flaws,
        examples.path("unknownLabels").size(),
        "label",
        "labels",
        " the model does not know");
    return flaws.isEmpty() ? "" : " (" + String.join(", ", flaws) + ")";
  }

  private static void flaw(List<String> flaws, int count, String one, String many, String rest) {
    if (count > 0) {
      flaws.add(count(count, one, many) + rest);
    }
  }

  private static String count(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  private static String percent(JsonNode share) {
    return share.isNumber() ? Words.percent(share.asDouble()) : "-";
  }
}
