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
import java.util.ArrayList;
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
  public record Reply(
      int status,
      Map<String, String> headers,
      String body,
      boolean cutShort,
      List<String> events,
      Runnable between) {

    Reply(int status, Map<String, String> headers, String body, boolean cutShort) {
      this(status, headers, body, cutShort, List.of(), () -> {});
    }

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
    if (!reply.events().isEmpty()) {
      stream(exchange, reply);
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

  /** Event by event, with something to wait for between them. */
  private static void stream(HttpExchange exchange, Reply reply) throws IOException {
    exchange.getResponseHeaders().set("content-type", "text/event-stream");
    exchange.sendResponseHeaders(reply.status(), 0);
    for (String event : reply.events()) {
      exchange.getResponseBody().write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      reply.between().run();
    }
    if (reply.cutShort()) {
      // The connection breaks before the last chunk.
      exchange.getHttpContext().getServer().stop(0);
      return;
    }
    exchange.close();
  }

  /** The same text bit by bit, as the protocol that was spoken streams it. */
  public static Reply streams(Asked asked, List<String> pieces, Runnable between) {
    boolean anthropic = asked.path().endsWith("/messages");
    List<String> events = anthropic ? anthropicEvents(pieces) : openAiEvents(pieces);
    return new Reply(200, Map.of(), "", false, events, between);
  }

  private static List<String> openAiEvents(List<String> pieces) {
    List<String> events = new ArrayList<>();
    for (String piece : pieces) {
      events.add("data: " + chunk(piece, null));
    }
    events.add("data: " + chunk(null, "stop"));
    ObjectNode usage =
        JSON.createObjectNode().put("id", "1").put("object", "chat.completion.chunk");
    usage.putArray("choices");
    usage.putObject("usage").put("prompt_tokens", 100).put("completion_tokens", 7);
    usage.withObject("usage").put("total_tokens", 107);
    events.add("data: " + usage);
    events.add("data: [DONE]");
    return events;
  }

  private static ObjectNode chunk(String piece, String finish) {
    ObjectNode chunk =
        JSON.createObjectNode().put("id", "1").put("object", "chat.completion.chunk");
    ObjectNode choice = chunk.put("created", 1).putArray("choices").addObject().put("index", 0);
    ObjectNode delta = choice.putObject("delta");
    if (piece != null) {
      delta.put("content", piece);
    }
    choice.put("finish_reason", finish);
    return chunk;
  }

  private static List<String> anthropicEvents(List<String> pieces) {
    List<String> events = new ArrayList<>();
    events.add(
        event(
            "message_start",
            "\"message\":{\"id\":\"1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],"
                + "\"model\":\"m\",\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}"));
    events.add(
        event(
            "content_block_start",
            "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
    for (String piece : pieces) {
      String text = JSON.getNodeFactory().textNode(piece).toString();
      events.add(
          event(
              "content_block_delta",
              "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":" + text + "}"));
    }
    events.add(event("content_block_stop", "\"index\":0"));
    events.add(
        event(
            "message_delta",
            "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":7}"));
    events.add("event: message_stop\ndata: {\"type\":\"message_stop\"}");
    return events;
  }

  private static String event(String type, String members) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}";
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
    if (asked.body().path("stream").asBoolean()) {
      return streams(asked, List.of(text), () -> {});
    }
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
