package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.e2e.person.Popup;
import java.io.IOException;

/** The one task of the demo, as the popup shows it and as the command line tells it. */
final class Tasks {

  private Tasks() {}

  static String id(Play play) {
    return play.person().popup().task().first().getAttribute("data-task");
  }

  /** The task with its models and its audit, as {@code tasks show} prints it. */
  static JsonNode detail(Play play) throws IOException {
    return play.ask("tasks", "show", id(play));
  }

  static JsonNode task(Play play) throws IOException {
    return detail(play).path("task");
  }

  static JsonNode model(Play play) throws IOException {
    return task(play).path("model");
  }

  /** Waits for the trust to become this. */
  static void awaitTrust(Play play, String trust) {
    Popup popup = play.person().popup();
    play.person().untilEqual("the task's trust", trust, popup::trust);
  }

  /** The popup's sentence on how often the model was right. */
  static String agreement(Play play) throws IOException {
    JsonNode agreement = task(play).path("agreement");
    return String.format(
        java.util.Locale.ROOT,
        "n = %d, right %d, bound %.3f",
        agreement.path("n").asLong(),
        agreement.path("agreements").asLong(),
        agreement.path("bound").asDouble());
  }
}
