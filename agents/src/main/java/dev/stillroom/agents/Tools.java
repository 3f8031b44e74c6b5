package dev.stillroom.agents;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The five tools: what they take stands in {@code tools.json}, what they do in the engine. */
final class Tools {

  private static final int LIMIT = 5;
  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  private final ObjectMapper json = new ObjectMapper();
  private final Engine engine;
  private final boolean allTasks;
  private final boolean learn;
  private final JsonNode described;
  private int underWay;

  /**
   * @param allTasks whether tasks may be asked that were not given to agents
   * @param learn whether what is proposed is learned without asking the person
   */
  Tools(Engine engine, boolean allTasks, boolean learn) throws IOException {
    this.engine = engine;
    this.allTasks = allTasks;
    this.learn = learn;
    try (InputStream in = Tools.class.getResourceAsStream("tools.json")) {
      this.described = json.readTree(in);
    }
  }

  /** What an agent is told first. */
  String instructions() {
    return described.path("instructions").asText();
  }

  List<SyncToolSpecification> all() {
    List<SyncToolSpecification> tools = new ArrayList<>();
    for (JsonNode tool : described.path("tools")) {
      String name = tool.path("name").asText();
      tools.add(
          new SyncToolSpecification(
              Tool.builder(name, map(tool.path("inputSchema")))
                  .title(tool.path("title").asText())
                  .description(tool.path("description").asText())
                  .outputSchema(map(tool.path("outputSchema")))
                  .annotations(
                      ToolAnnotations.builder()
                          .readOnlyHint(tool.path("readOnly").asBoolean())
                          .destructiveHint(false)
                          .idempotentHint(tool.path("idempotent").asBoolean())
                          .openWorldHint(false)
                          .build())
                  .build(),
              (exchange, call) -> called(name, json.valueToTree(call.arguments()))));
    }
    return tools;
  }

  private Map<String, Object> map(JsonNode node) {
    return json.convertValue(node, MEMBERS);
  }

  private CallToolResult called(String name, JsonNode arguments) {
    begun(1);
    try {
      ObjectNode result = answer(name, arguments);
      return CallToolResult.builder()
          .structuredContent(map(result))
          .addTextContent(result.toString())
          .isError(false)
          .build();
    } catch (RequestFailure refused) {
      return failed(refused.getMessage() + " (error " + refused.code().number() + ")");
    } catch (IOException gone) {
      return failed(gone.getMessage());
    } catch (RuntimeException broken) {
      // The one place where a defect becomes words: the connection goes on.
      return failed("this broke down inside Stillroom: " + broken);
    } finally {
      begun(-1);
    }
  }

  private static CallToolResult failed(String why) {
    return CallToolResult.builder().addTextContent(why).isError(true).build();
  }

  private ObjectNode answer(String name, JsonNode arguments) throws IOException {
    return switch (name) {
      case "find_task" ->
          found(
              engine.ask(
                  new Request.FindJobs(
                      arguments.path("job").asText(),
                      arguments.path("limit").asInt(LIMIT),
                      allTasks),
                  Reply.FoundJobs.class));
      case "run_task" ->
          (ObjectNode)
              engine
                  .ask(
                      new Request.RunJob(
                          arguments.path("task").asText(), arguments.path("input"), allTasks),
                      Reply.Ran.class)
                  .answer();
      case "record_example" -> shown(give(arguments, false));
      case "correct_answer" -> shown(give(arguments, true));
      case "propose_distillation" ->
          shown(
              engine.ask(
                  new Request.ProposeJob(arguments.path("task").asText(), learn),
                  Reply.JobShown.class));
      default -> throw new IllegalStateException("no tool is called " + name);
    };
  }

  private Reply.JobShown give(JsonNode arguments, boolean corrects) throws IOException {
    JsonNode task = arguments.path("task");
    TeachView.NewJob job =
        task.isTextual()
            ? null
            : new TeachView.NewJob(
                arguments.path("name").asText(),
                arguments.path("instruction").asText(""),
                arguments.path("kind").asText());
    return engine.ask(
        new Request.GiveExample(
            task.isTextual() ? task.textValue() : null,
            job,
            arguments.path("input"),
            arguments.get("output") == null ? json.nullNode() : arguments.get("output"),
            corrects),
        Reply.JobShown.class);
  }

  private ObjectNode found(Reply.FoundJobs found) {
    ObjectNode result = json.createObjectNode();
    ArrayNode tasks = result.putArray("tasks");
    found.jobs().forEach(one -> tasks.add(view(one.job()).put("score", one.score())));
    result.put("fits", !found.jobs().isEmpty()).put("known", found.known());
    if (found.jobs().isEmpty()) {
      result.put(
          "hint",
          "nothing fits: do it yourself, and record_example with a name for the job if it will"
              + " come again");
    }
    return result;
  }

  private ObjectNode shown(Reply.JobShown shown) {
    return view(shown.job());
  }

  private ObjectNode view(TeachView.Job job) {
    ObjectNode view = json.createObjectNode();
    view.put("task", job.taskId()).put("name", job.name()).put("kind", job.kind());
    if (!job.instruction().isEmpty()) {
      view.put("instruction", job.instruction());
    }
    ArrayNode answers = view.putArray(job.kind().equals("extract") ? "fields" : "labels");
    job.answers().forEach(answers::add);
    view.put("state", job.state().name().toLowerCase(Locale.ROOT));
    view.put("examples", job.examples()).put("needs", job.needs());
    if (job.right() != null) {
      view.put("right", job.right()).put("atLeast", job.least());
    }
    if (job.agreement().n() > 0) {
      view.putObject("soFar")
          .put("said", job.agreement().n())
          .put("right", job.agreement().agreements())
          .put("atLeast", job.agreement().bound());
    }
    return view;
  }

  private synchronized void begun(int more) {
    underWay += more;
    notifyAll();
  }

  /** Waits until every call that came was answered. */
  synchronized void awaitQuiet(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    try {
      while (underWay > 0 && System.nanoTime() < deadline) {
        wait(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
