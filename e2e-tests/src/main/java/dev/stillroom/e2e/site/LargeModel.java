package dev.stillroom.e2e.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for a large model behind OpenAI's protocol, on this machine: it says whether a letter is a
 * complaint, and keeps what it was asked.
 */
public final class LargeModel implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NUMBER = Pattern.compile("My number is (\\d+)");

  /** Something longer that it says. */
  public static final String TOLD =
      "The writer received a lamp, found it broken, and asks for the money back by the end of May.";

  /** One request. */
  public record Asked(String authorization, String system, String user) {}

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile boolean contrary;
  private volatile CountDownLatch pause;
  private volatile boolean breaksOff;

  private LargeModel(HttpServer server) {
    this.server = server;
  }

  public static LargeModel start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LargeModel model = new LargeModel(server);
    server.setExecutor(Executors.newFixedThreadPool(4, Thread.ofPlatform().daemon().factory()));
    server.createContext("/v1/chat/completions", model::serve);
    server.start();
    return model;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  public List<Asked> asked() {
    return asked;
  }

  /** From now on it says the contrary of what everybody would say, or no longer. */
  public void contradict(boolean yes) {
    contrary = yes;
  }

  /**
   * From now on it says half of an answer and then waits for this, or no longer.
   *
   * @param until null not to wait
   */
  public void pauseHalfWay(CountDownLatch until) {
    pause = until;
  }

  /** From now on its answers end half way, or no longer. */
  public void breakOff(boolean yes) {
    breaksOff = yes;
  }

  /** Whether a letter complains, as everybody would say. */
  public static boolean complains(String letter) {
    return letter.contains("broken") || letter.contains("money back") || letter.contains("late");
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    String system = body.path("messages").path(0).path("content").asText();
    String user = body.path("messages").path(1).path("content").asText();
    asked.add(new Asked(exchange.getRequestHeaders().getFirst("Authorization"), system, user));
    String said =
        system.contains("got these wrong")
            ? "They are all polite."
            : system.contains("short name")
                ? "Save orders: simple."
                : system.contains("Tell me about it")
                    ? TOLD
                    : complains(user) != contrary ? "yes" : "no";
    String json = json(system, user, said);
    if (body.path("stream").asBoolean()) {
      stream(exchange, json, (system.length() + user.length()) / 4);
      return;
    }
    ObjectNode answer = JSON.createObjectNode().put("id", "1").put("object", "chat.completion");
    ObjectNode choice = answer.put("created", 1).putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", "stop");
    choice.putObject("message").put("role", "assistant").put("content", json);
    answer
        .putObject("usage")
        .put("prompt_tokens", (system.length() + user.length()) / 4)
        .put("completion_tokens", 8);
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String json(String system, String user, String said) {
    ObjectNode answer = JSON.createObjectNode();
    if (system.contains("Each is an array of strings")) {
      Matcher number = NUMBER.matcher(user);
      ArrayNode values = answer.putArray("number");
      if (number.find()) {
        values.add(number.group(1));
      }
      return answer.toString();
    }
    return answer.put(system.contains("{\"label\": LABEL}") ? "label" : "answer", said).toString();
  }

  /** Bit by bit, as such servers stream. */
  private void stream(HttpExchange exchange, String json, int tokens) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    int half = json.length() / 2;
    try (OutputStream out = exchange.getResponseBody()) {
      event(out, chunk(json.substring(0, half), null));
      CountDownLatch until = pause;
      if (until != null) {
        until.await(1, TimeUnit.MINUTES);
      }
      if (breaksOff) {
        return;
      }
      event(out, chunk(json.substring(half), null));
      event(out, chunk(null, "stop"));
      ObjectNode usage = JSON.createObjectNode().put("id", "1");
      usage.put("object", "chat.completion.chunk").putArray("choices");
      usage.putObject("usage").put("prompt_tokens", tokens).put("completion_tokens", 8);
      event(out, usage.toString());
      event(out, "[DONE]");
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (IOException gone) {
      // Who asked does not listen any more.
    }
    exchange.close();
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static String chunk(String text, String finish) {
    ObjectNode chunk =
        JSON.createObjectNode().put("id", "1").put("object", "chat.completion.chunk");
    ObjectNode choice = chunk.put("created", 1).putArray("choices").addObject().put("index", 0);
    ObjectNode delta = choice.putObject("delta");
    if (text != null) {
      delta.put("content", text);
    }
    choice.put("finish_reason", finish);
    return chunk.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
