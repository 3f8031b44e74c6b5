package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a teacher did, or would be asked, for a person. */
final class TeacherText {

  private TeacherText() {}

  /** The part of a model card that tells of the teacher; nothing where there was none. */
  static void print(JsonNode teacher, Printer printer) {
    if (!teacher.isObject()) {
      return;
    }
    JsonNode gate = teacher.path("gate");
    printer.line(
        "Teacher "
            + teacher.path("name").asText()
            + ": "
            + (gate.path("n").asInt() == 0
                ? "none of your own examples to ask it about"
                : gate.path("right").asInt()
                    + " of "
                    + gate.path("n").asInt()
                    + " of your own examples right")
            + "; labelled "
            + teacher.path("labelled").asInt()
            + made(teacher)
            + counted(teacher, "disagreed", "answered in several ways")
            + counted(teacher, "noneFits", "fit no label")
            + counted(teacher, "unanswered", "not answered")
            + counted(teacher, "unfit", "answers of no use"));
    JsonNode rewritten = teacher.path("rewritten");
    if (rewritten.path("n").asInt() > 0) {
      printer.line(
          "  Your own examples in its words: "
              + rewritten.path("right").asInt()
              + " of "
              + rewritten.path("n").asInt()
              + " right");
    }
    leftOut(teacher.path("leftOut"), printer);
    printer.line(
        String.format(
            Locale.ROOT,
            "  %d calls (%d again, %d known before), %d tokens%s, %d bytes left this machine",
            teacher.path("calls").asLong(),
            teacher.path("retries").asLong(),
            teacher.path("known").asLong(),
            teacher.path("tokens").path("in").asLong()
                + teacher.path("tokens").path("out").asLong(),
            cost(teacher.path("cost").asDouble()),
            teacher.path("bytesSent").asLong()));
    if (teacher.path("stopped").isTextual()) {
      printer.line("  Stopped: " + teacher.path("stopped").asText());
    }
  }

  private static String made(JsonNode teacher) {
    int made = teacher.path("generated").asInt();
    return made == 0 ? "" : ", made up " + made;
  }

  private static String counted(JsonNode teacher, String name, String words) {
    int count = teacher.path(name).asInt();
    return count == 0 ? "" : ", " + count + " " + words;
  }

  private static String cost(double cost) {
    return cost == 0 ? "" : String.format(Locale.ROOT, ", %.4f of money", cost);
  }

  private static void leftOut(JsonNode leftOut, Printer printer) {
    List<String> reasons = new ArrayList<>();
    leftOut
        .properties()
        .forEach(
            one ->
                reasons.add(
                    one.getValue().asInt()
                        + switch (one.getKey()) {
                          case "secret" -> " with a password, code or key";
                          case "origin" -> " too many of one site";
                          case "known" -> " known already";
                          default -> " " + one.getKey();
                        }));
    if (!reasons.isEmpty()) {
      printer.line("  Not shown to it: " + String.join(", ", reasons));
    }
  }

  /** What would be sent. */
  static void preview(JsonNode preview, Printer printer) {
    printer.line(
        String.format(
            Locale.ROOT,
            "%s would be asked %d times (%d answers are known): about %d tokens%s, %d bytes%s",
            preview.path("teacher").asText(),
            preview.path("calls").asLong(),
            preview.path("known").asLong(),
            preview.path("estimatedTokens").asLong(),
            cost(preview.path("estimatedCost").asDouble()),
            preview.path("bytes").asLong(),
            preview.path("leavesThisMachine").asBoolean()
                ? " leave this machine"
                : "; nothing leaves this machine"));
    leftOut(preview.path("leftOut"), printer);
    int number = preview.path("from").asInt();
    for (JsonNode example : preview.path("examples")) {
      printer.line("--- " + ++number + " of " + preview.path("requests").asInt());
      printer.line(example.path("system").asText().strip());
      printer.line(example.path("data").asText());
    }
  }
}
