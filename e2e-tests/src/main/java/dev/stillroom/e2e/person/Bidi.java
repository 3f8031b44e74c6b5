package dev.stillroom.e2e.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** WebDriver BiDi: numbered commands and their answers over one WebSocket. */
final class Bidi implements WebSocket.Listener {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger last = new AtomicInteger();
  private final StringBuilder received = new StringBuilder();
  private WebSocket socket;

  static Bidi connect(URI address) {
    Bidi bidi = new Bidi();
    bidi.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, bidi).join();
    return bidi;
  }

  JsonNode ask(String method, String parameters) throws IOException {
    return ask(method, JSON.readTree(parameters));
  }

  synchronized JsonNode ask(String method, JsonNode parameters) throws IOException {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
    command.set("params", parameters);
    socket.sendText(JSON.writeValueAsString(command), true).join();
    JsonNode said = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    if (said.has("error")) {
      throw new IOException(method + ": " + said.path("message").asText());
    }
    return said.path("result");
  }

  /** The value of an expression, awaited, as text. */
  String evaluate(String context, String expression) throws IOException {
    ObjectNode ask = JSON.createObjectNode().put("expression", expression);
    ask.put("awaitPromise", true).putObject("target").put("context", context);
    JsonNode result = ask("script.evaluate", ask);
    if (result.path("type").asText().equals("exception")) {
      throw new IOException(result.path("exceptionDetails").path("text").asText());
    }
    return result.path("result").path("value").asText();
  }

  /**
   * Presses the mouse at a point of what is seen.
   *
   * @param button 0 the left one, 2 the right one
   */
  void press(String context, int button, double x, double y) throws IOException {
    ObjectNode perform = JSON.createObjectNode().put("context", context);
    ObjectNode mouse = perform.putArray("actions").addObject();
    mouse.put("type", "pointer").put("id", "mouse");
    ArrayNode steps = mouse.putArray("actions");
    steps.addObject().put("type", "pointerMove").put("x", (int) x).put("y", (int) y);
    steps.addObject().put("type", "pointerDown").put("button", button);
    steps.addObject().put("type", "pointerUp").put("button", button);
    ask("input.performActions", perform);
  }

  /** Presses keys one after the other; {@code held} are down meanwhile. */
  void keys(String context, String held, String... keys) throws IOException {
    ObjectNode perform = JSON.createObjectNode().put("context", context);
    ObjectNode keyboard = perform.putArray("actions").addObject();
    keyboard.put("type", "key").put("id", "keyboard");
    ArrayNode steps = keyboard.putArray("actions");
    held.codePoints().forEach(key -> step(steps, "keyDown", Character.toString(key)));
    for (String key : keys) {
      step(steps, "keyDown", key);
      step(steps, "keyUp", key);
    }
    held.codePoints().forEach(key -> step(steps, "keyUp", Character.toString(key)));
    ask("input.performActions", perform);
  }

  private static void step(ArrayNode steps, String type, String key) {
    steps.addObject().put("type", type).put("value", key);
  }

  /** Chooses files in a field for files. */
  void setFiles(String context, String selector, Path... files) throws IOException {
    ObjectNode find = JSON.createObjectNode().put("context", context);
    find.putObject("locator").put("type", "css").put("value", selector);
    JsonNode node = ask("browsingContext.locateNodes", find).path("nodes").path(0);
    ObjectNode set = JSON.createObjectNode().put("context", context);
    set.putObject("element").put("sharedId", node.path("sharedId").asText());
    ArrayNode names = set.putArray("files");
    for (Path file : files) {
      names.add(file.toString());
    }
    ask("input.setFiles", set);
  }

  /** What a page looks like from top to bottom, in a width of pixels, as a PNG. */
  byte[] screenshot(String context, int width) throws IOException {
    ObjectNode size = JSON.createObjectNode().put("context", context);
    size.putObject("viewport").put("width", width).put("height", 900);
    ask("browsingContext.setViewport", size);
    ObjectNode take = JSON.createObjectNode().put("context", context).put("origin", "document");
    byte[] png =
        Base64.getDecoder()
            .decode(ask("browsingContext.captureScreenshot", take).path("data").asText());
    size.putNull("viewport");
    ask("browsingContext.setViewport", size);
    return png;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
    received.append(data);
    if (isLast) {
      try {
        JsonNode said = JSON.readTree(received.toString());
        CompletableFuture<JsonNode> answer = waiting.remove(said.path("id").asInt());
        if (answer != null) {
          answer.complete(said);
        }
      } catch (IOException noJson) {
        throw new IllegalStateException("Firefox sent no JSON", noJson);
      } finally {
        received.setLength(0);
      }
    }
    from.request(1);
    return null;
  }
}
