package dev.stillroom.e2e.person;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the extension has in Chromium that no tab shows: its worker, the side panel, the popup. */
final class OwnTargets {

  static final String WORKER = "service_worker";

  private final Person person;

  OwnTargets(Person person) {
    this.person = person;
  }

  private CDPSession session() {
    return person.context().browser().newBrowserCDPSession();
  }

  /** Whether one of its pages stands open somewhere. */
  boolean isOpen(String page) {
    return find("page", page).isPresent();
  }

  /** The value of an expression in one of its pages; empty while that is not open. */
  String inPage(String page, String expression) {
    return find("page", page)
        .map(id -> evaluate("page", id, "String(" + expression + ")"))
        .orElse("");
  }

  /** The value of an expression in its worker, awaited. */
  String inWorker(String expression) {
    String id =
        find(WORKER, "")
            .orElseThrow(() -> new AssertionError("the extension has no open " + WORKER));
    return evaluate(WORKER, id, expression);
  }

  /** Stops the worker, as the browser does when it likes. */
  void stopWorker() {
    find(WORKER, "")
        .ifPresent(
            id -> {
              CDPSession session = session();
              try {
                JsonObject which = new JsonObject();
                which.addProperty("targetId", id);
                session.send("Target.closeTarget", which);
              } finally {
                session.detach();
              }
            });
  }

  private String evaluate(String type, String id, String expression) {
    CDPSession session = session();
    try {
      JsonObject attach = new JsonObject();
      attach.addProperty("targetId", id);
      attach.addProperty("flatten", false);
      String child = session.send("Target.attachToTarget", attach).get("sessionId").getAsString();
      JsonObject parameters = new JsonObject();
      parameters.addProperty("expression", expression);
      parameters.addProperty("returnByValue", true);
      parameters.addProperty("awaitPromise", true);
      parameters.addProperty("userGesture", true);
      JsonObject evaluate = new JsonObject();
      evaluate.addProperty("id", 1);
      evaluate.addProperty("method", "Runtime.evaluate");
      evaluate.add("params", parameters);
      List<String> answers = new ArrayList<>();
      session.on(
          "Target.receivedMessageFromTarget",
          event -> answers.add(event.get("message").getAsString()));
      JsonObject message = new JsonObject();
      message.addProperty("sessionId", child);
      message.addProperty("message", evaluate.toString());
      session.send("Target.sendMessageToTarget", message);
      person.until(
          type + " to answer", () -> answers.stream().anyMatch(a -> a.contains("\"id\":1")));
      return answers.stream()
          .map(answer -> JsonParser.parseString(answer).getAsJsonObject())
          .filter(answer -> answer.has("result"))
          .map(answer -> answer.getAsJsonObject("result").getAsJsonObject("result").get("value"))
          .filter(value -> value != null && value.isJsonPrimitive())
          .map(JsonElement::getAsString)
          .findFirst()
          .orElse("");
    } finally {
      session.detach();
    }
  }

  private Optional<String> find(String type, String page) {
    CDPSession session = session();
    try {
      for (JsonElement target : session.send("Target.getTargets").getAsJsonArray("targetInfos")) {
        JsonObject info = target.getAsJsonObject();
        String kind = info.get("type").getAsString();
        if ((kind.equals(type) || type.equals("page") && kind.equals("other"))
            && info.get("url").getAsString().startsWith(person.extension().url(page))) {
          return Optional.of(info.get("targetId").getAsString());
        }
      }
      return Optional.empty();
    } finally {
      session.detach();
    }
  }
}
