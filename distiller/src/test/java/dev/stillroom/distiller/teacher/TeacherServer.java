package dev.stillroom.distiller.teacher;

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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A real server that speaks the protocols of OpenAI and Anthropic, as well or badly as it is told.
 */
public final class TeacherServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a server was asked. */
  public record Asked(String path, Map<String, List<String>> headers, JsonNode body) {

    /** What stands in the message of that role, in either protocol. */
    public String said(String role) {
      if (role.equals("system") && body.has("system")) {
        JsonNode system = body.path("system");
        return system.isTextual() ? system.asText() : system.path(0).path("text").asText();
      }
      for (JsonNode message : body.path("messages")) {
        if (message.path("role").asText().equals(role)) {
          JsonNode content = message.path("content");
          return content.isTextual() ? content.asText() : content.path(0).path("text").asText();
        }
      }
      return "";
    }

    /** The data between the marks. */
    public JsonNode data() {
      String[] lines = said("user").split("\n");
      try {
        return JSON.readTree(lines.length > 1 ? lines[1] : "{}");
      } catch (IOException broken) {
        throw new AssertionError(broken);
      }
    }
  }

  /** What it does then. */
  public record Reply(int status, Map<String, String> headers, String body, boolean cutShort) {
    public static Reply of(int status, String body, String... headers) {
      return new Reply(
          status, headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]), body, false);
    }
  }

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Function<Asked, Reply> answer;

  public TeacherServer(Function<Asked, Reply> answer) throws IOException {
    this.answer = answer;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::serve);
    server.start();
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    Asked one =
        new Asked(
            exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body);
    asked.add(one);
    Reply reply = answer.apply(one);
    if (reply == null) {
      never();
      return;
    }
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    if (reply.cutShort()) {
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
      // The connection breaks before the promised length.
      exchange.getHttpContext().getServer().stop(0);
      return;
    }
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void never() {
    try {
      closing.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  public void answers(Function<Asked, Reply> next) {
    answer = next;
  }

  public List<Asked> asked() {
    return asked;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** A well-formed answer with this text, in the protocol that was spoken. */
  public static Reply says(Asked asked, String text) {
    ObjectNode body = JSON.createObjectNode().put("id", "1").put("model", "m");
    if (asked.path().endsWith("/messages")) {
      body.put("type", "message").put("role", "assistant").put("stop_reason", "end_turn");
      body.putArray("content").addObject().put("type", "text").put("text", text);
      body.putObject("usage").put("input_tokens", 100).put("output_tokens", 7);
    } else {
      body.put("object", "chat.completion").put("created", 1);
      ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
      choice.putObject("message").put("role", "assistant").put("content", text);
      choice.put("finish_reason", "stop");
      body.putObject("usage")
          .put("prompt_tokens", 100)
          .put("completion_tokens", 7)
          .put("total_tokens", 107);
    }
    return Reply.of(200, body.toString());
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
