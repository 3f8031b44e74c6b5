package dev.stillroom.e2e.bench.teach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executors;

/**
 * A teacher of known quality, in a process of its own: it speaks OpenAI's protocol, knows the
 * labels of a file's inputs, and errs as often as it is told to: in every answer anew, or,
 * stubborn, about the same inputs in the same way whenever it is asked. Prints its port.
 */
public final class SimulatedTeacher {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> truth = new HashMap<>();
  private final List<String> labels;
  private final double error;
  private final boolean stubborn;

  private SimulatedTeacher(Path file, double error, boolean stubborn) throws IOException {
    for (String line : Files.readAllLines(file)) {
      JsonNode example = JSON.readTree(line);
      truth.put(text(example.path("input")), example.path("output").asText());
    }
    this.labels = List.copyOf(new TreeSet<>(truth.values()));
    this.error = error;
    this.stubborn = stubborn;
  }

  /** File of labelled examples, share of errors, "stubborn" or "changing". */
  public static void main(String[] arguments) throws IOException {
    SimulatedTeacher teacher =
        new SimulatedTeacher(
            Path.of(arguments[0]),
            Double.parseDouble(arguments[1]),
            arguments[2].equals("stubborn"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/v1/chat/completions", teacher::serve);
    server.start();
    PrintStream out = System.out;
    out.println(server.getAddress().getPort());
    out.flush();
    // It ends with whoever started it.
    while (System.in.read() >= 0) {
      continue;
    }
    System.exit(0);
  }

  /** The text of an input. */
  static String text(JsonNode input) {
    return input.isTextual() ? input.asText() : input.path("text").asText();
  }

  private void serve(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    String user = body.path("messages").path(1).path("content").asText();
    String text = JSON.readTree(user.split("\n")[1]).path("text").asText();
    ObjectNode answer = JSON.createObjectNode().put("id", "1").put("object", "chat.completion");
    ObjectNode choice = answer.put("created", 1).putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", "stop");
    choice
        .putObject("message")
        .put("role", "assistant")
        .put(
            "content",
            JSON.createObjectNode()
                .put("label", label(text, body.path("seed").asInt()))
                .toString());
    int in = (body.path("messages").path(0).path("content").asText() + user).length() / 4;
    answer.putObject("usage").put("prompt_tokens", in).put("completion_tokens", 8);
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String label(String text, int sample) {
    return label(
        text, truth.getOrDefault(text, labels.getFirst()), labels, error, stubborn ? 0 : sample);
  }

  /** What such a teacher says of a text: the same whenever it is asked for the same sample. */
  static String label(String text, String right, List<String> labels, double error, int sample) {
    Random chance = new Random(31L * text.hashCode() + 7_919L * sample);
    chance.nextInt();
    if (chance.nextDouble() >= error) {
      return right;
    }
    List<String> others = new ArrayList<>(labels);
    others.remove(right);
    return others.get(chance.nextInt(others.size()));
  }
}
