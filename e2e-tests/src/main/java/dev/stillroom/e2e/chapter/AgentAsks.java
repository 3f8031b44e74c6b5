package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.person.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An agent's client hands a small, repeated job over, has it learned, and asks what was learned.
 */
public final class AgentAsks implements Chapter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JOB = "Sort notes by what they are";

  @Override
  public String title() {
    return "An agent hands over what it does again and again";
  }

  @Override
  public void play(Play play) throws IOException {
    Script script = play.script();
    try (Agent agent = new Agent(play.person().stage())) {
      JsonNode nothing = agent.call("find_task", Map.of("job", JOB));
      script.check("no task fits before there is one", !nothing.path("fits").asBoolean());
      JsonNode standing = null;
      for (int i = 0; i < 10; i++) {
        for (String[] one :
            List.of(
                new String[] {"Buy milk and bread, list " + i, "shopping"},
                new String[] {"Call the office at " + (8 + i) + " o'clock", "appointment"})) {
          standing =
              agent.call(
                  "record_example",
                  Map.of("name", JOB, "kind", "classify", "input", one[0], "output", one[1]));
        }
      }
      String task = standing.path("task").asText();
      script.step(
          "The agent recorded what it answered itself, 20 times",
          Map.of("examples", standing.path("examples").asInt()));
      agent.call("propose_distillation", Map.of("task", task));
      play.person()
          .until(
              "the agent's job is learned",
              () -> agent.found(task).path("state").asText().equals("ready"));
      JsonNode figures = agent.found(task);
      JsonNode said =
          agent.call("run_task", Map.of("task", task, "input", "Buy milk and bread, list 99"));
      script.check(
          "the small model answers a new one right",
          said.path("output").asText().equals("shopping"));
      script.step(
          "A small model learned it and answers",
          Map.of(
              "right", figures.path("right").asDouble(),
              "atLeast", Script.round(figures.path("atLeast").asDouble()),
              "millis", said.path("millis").asDouble()));
      agent.call(
          "correct_answer",
          Map.of("task", task, "input", "Buy flowers at nine", "output", "appointment"));
      script.check(
          "a correction sticks at once",
          agent
              .call("run_task", Map.of("task", task, "input", "Buy flowers at nine"))
              .path("output")
              .asText()
              .equals("appointment"));
      script.step("It was corrected, and the same input is answered so from then on");
    }
  }

  /** A client of the Model Context Protocol, as small as it can be. */
  private static final class Agent implements AutoCloseable {

    private final Process server;
    private final OutputStream out;
    private final BufferedReader in;
    private int calls;

    Agent(Stage stage) throws IOException {
      ProcessBuilder line =
          new ProcessBuilder(stage.image().resolve("bin/stillroom").toString(), "mcp", "--learn");
      line.environment().putAll(stage.environment());
      line.redirectError(ProcessBuilder.Redirect.DISCARD);
      this.server = line.start();
      this.out = server.getOutputStream();
      this.in = server.inputReader(StandardCharsets.UTF_8);
      ObjectNode parameters = JSON.createObjectNode().put("protocolVersion", "2025-06-18");
      parameters.putObject("capabilities");
      parameters.putObject("clientInfo").put("name", "demo").put("version", "1");
      ask("initialize", parameters);
      out.write(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    JsonNode call(String tool, Map<String, String> arguments) {
      ObjectNode parameters = JSON.createObjectNode().put("name", tool);
      ObjectNode given = parameters.putObject("arguments");
      arguments.forEach(given::put);
      try {
        JsonNode result = ask("tools/call", parameters);
        if (result.path("isError").asBoolean()) {
          throw new Broken("an agent's call of " + tool + " failed: " + result.path("content"));
        }
        return result.path("structuredContent");
      } catch (IOException gone) {
        throw new Broken("an agent's call of " + tool + " failed: " + gone.getMessage());
      }
    }

    JsonNode found(String task) {
      for (JsonNode one : call("find_task", Map.of("job", JOB)).path("tasks")) {
        if (one.path("task").asText().equals(task)) {
          return one;
        }
      }
      return JSON.missingNode();
    }

    private JsonNode ask(String method, ObjectNode parameters) throws IOException {
      ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", ++calls);
      message.put("method", method).set("params", parameters);
      out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      String line = in.readLine();
      if (line == null) {
        throw new IOException("the server ended");
      }
      return JSON.readTree(line).path("result");
    }

    @Override
    public void close() throws IOException {
      out.close();
      server.destroy();
    }
  }
}
