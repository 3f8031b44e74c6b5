package dev.stillroom.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.client.McpSyncClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an agent may do wrong, or be talked into; and processes that die. */
@Timeout(180)
class HostileAgentTest extends AgentScene {

  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":"first","method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

  @Test
  void linesThatAreNoMessagesAreAnsweredAndPassedOver() throws Exception {
    Process server = new ProcessBuilder(server(home)).redirectError(errors()).start();
    try (OutputStream out = server.getOutputStream();
        BufferedReader in = server.inputReader(StandardCharsets.UTF_8)) {
      say(out, INITIALIZE);
      assertEquals("first", JSON.readTree(in.readLine()).path("id").asText());
      say(out, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      for (String wrong :
          List.of(
              "not json at all",
              "{\"jsonrpc\":\"2.0\",\"id\":1,",
              "[]",
              "7",
              "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"tools/list\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"tools/list\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":[]}",
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":3}",
              "{\"jsonrpc\":\"2.0\"}",
              "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
              "{\"id\":1,\"id\":2}",
              "\"" + "x".repeat(3_000_000) + "\"")) {
        say(out, wrong);
        JsonNode answer = JSON.readTree(in.readLine());
        assertTrue(answer.path("error").path("code").asInt() < -32000, answer.toString());
        assertTrue(answer.path("error").path("message").asText().length() > 10);
      }
      say(out, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"no/such/method\"}");
      assertEquals(2, JSON.readTree(in.readLine()).path("id").asInt());
      say(out, "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\"}");
      assertEquals(5, JSON.readTree(in.readLine()).path("result").path("tools").size());
      out.close();
      assertNull(in.readLine());
      assertTrue(server.waitFor(20, TimeUnit.SECONDS));
      assertEquals(0, server.exitValue());
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void argumentsThatDoNotFitAreRefusedInALine() {
    McpSyncClient agent = connect();
    for (Object[] wrong :
        List.<Object[]>of(
            new Object[] {"find_task"},
            new Object[] {"find_task", "job", ""},
            new Object[] {"find_task", "job", "x", "limit", 1000},
            new Object[] {"find_task", "job", "x", "else", 1},
            new Object[] {"run_task", "task", "job-0", "input", "x"},
            new Object[] {"run_task", "task", "../../etc", "input", "x"},
            new Object[] {"run_task", "task", "job-0"},
            new Object[] {"record_example", "input", "x", "output", "y"},
            new Object[] {
              "record_example", "name", "a", "kind", "delete", "input", "x", "output", "y"
            },
            new Object[] {
              "record_example",
              "name",
              "a",
              "kind",
              "classify",
              "input",
              Map.of("file", "/etc/passwd"),
              "output",
              "y"
            },
            new Object[] {
              "record_example", "name", "a", "kind", "classify", "input", Map.of(), "output", "y"
            },
            new Object[] {
              "record_example", "name", "a\u0000b", "kind", "classify", "input", "x", "output", "y"
            },
            new Object[] {
              "record_example", "name", "a", "kind", "extract", "input", "x", "output", "y"
            },
            new Object[] {
              "record_example",
              "name",
              "a",
              "kind",
              "classify",
              "input",
              "x".repeat(250_000),
              "output",
              "y"
            },
            new Object[] {"propose_distillation", "task", "job-0"},
            new Object[] {"correct_answer", "task", "job-0", "input", "x", "output", "y"})) {
      Object[] members = java.util.Arrays.copyOfRange(wrong, 1, wrong.length);
      String why = refused(agent, (String) wrong[0], members);
      assertTrue(why.length() > 10 && why.length() < 2_000, why);
      assertFalse(why.contains("Exception"), why);
    }
    assertEquals(0, ask(agent, "find_task", "job", "anything").path("known").asInt());
  }

  @Test
  void secretsAreNotKeptWhateverAnAgentSays() throws IOException {
    McpSyncClient agent = connect();
    for (Object input :
        List.of(
            "my password is hunter2-and-more!",
            "pay with 4111 1111 1111 1111 please",
            Map.of("text", "hello", "password", "correct-horse"),
            "Your verification code is 493021")) {
      String why =
          refused(
              agent,
              "record_example",
              "name",
              "sort notes",
              "kind",
              "classify",
              "input",
              input,
              "output",
              "a");
      assertTrue(why.contains("not kept"), why);
    }
    agent.close();
    end();
    try (Stream<Path> files = Files.walk(home.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String secret : List.of("hunter2", "4111 1111", "correct-horse", "493021")) {
          assertFalse(bytes.contains(secret), file + " holds " + secret);
        }
      }
    }
  }

  @Test
  void callsAtTheSameTimeAreAllKeptOnce() throws Exception {
    McpSyncClient agent = connect();
    Set<String> tasks = ConcurrentHashMap.newKeySet();
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> calls =
          IntStream.range(0, 120)
              .<Future<?>>mapToObj(
                  i ->
                      many.submit(
                          () -> {
                            // Each input twice, at about the same time.
                            JsonNode shown = record(agent, "mail number " + i / 2, "team");
                            tasks.add(shown.path("task").asText());
                          }))
              .toList();
      for (Future<?> call : calls) {
        call.get(60, TimeUnit.SECONDS);
      }
    } finally {
      many.shutdownNow();
    }
    assertEquals(1, tasks.size(), tasks.toString());
    JsonNode found = ask(agent, "find_task", "job", JOB).path("tasks").path(0);
    assertEquals(60, found.path("examples").asInt());
  }

  @Test
  void whatWasAcknowledgedOutlivesServerAndEngine() throws Exception {
    Process server = new ProcessBuilder(server(home)).redirectError(errors()).start();
    int acknowledged = 0;
    try (OutputStream out = server.getOutputStream();
        BufferedReader in = server.inputReader(StandardCharsets.UTF_8)) {
      say(out, INITIALIZE);
      in.readLine();
      say(out, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      for (int i = 0; i < 40; i++) {
        say(
            out,
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + i
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"record_example\",\"arguments\":"
                + "{\"name\":\""
                + JOB
                + "\",\"kind\":\"classify\",\"input\":\"mail "
                + i
                + "\",\"output\":\"a\"}}}");
      }
      while (acknowledged < 15) {
        JsonNode answer = JSON.readTree(in.readLine());
        assertFalse(answer.path("result").path("isError").asBoolean(), answer.toString());
        acknowledged++;
      }
      server.destroyForcibly().waitFor();
    }
    end();
    McpSyncClient agent = connect();
    int kept = ask(agent, "find_task", "job", JOB).path("tasks").path(0).path("examples").asInt();
    assertTrue(kept >= acknowledged, kept + " of " + acknowledged);
    end();
    assertEquals(kept + 1, record(agent, "one more mail", "b").path("examples").asInt());
  }

  private ProcessBuilder.Redirect errors() {
    return ProcessBuilder.Redirect.to(directory.resolve("errors.log").toFile());
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
