package dev.stillroom.e2e.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Stands for a large model behind OpenAI's protocol, on this machine: it says whether a letter is a
 * complaint, and keeps what it was asked.
 */
public final class LargeModel implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One request. */
  public record Asked(String authorization, String system, String user) {}

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile boolean contrary;

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
                : complains(user) != contrary ? "yes" : "no";
    String member = system.contains("{\"label\": LABEL}") ? "label" : "answer";
    ObjectNode answer = JSON.createObjectNode().put("id", "1").put("object", "chat.completion");
    ObjectNode choice = answer.put("created", 1).putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", "stop");
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", JSON.createObjectNode().put(member, said).toString());
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

  @Override
  public void close() {
    server.stop(0);
  }
}
