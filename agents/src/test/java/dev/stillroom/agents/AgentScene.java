package dev.stillroom.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A home of its own, the server as a process, and the library's own client before it. */
abstract class AgentScene {

  static final ObjectMapper JSON = new ObjectMapper();
  static final String CLASS_PATH = System.getProperty("java.class.path");
  static final Program PROGRAM = Program.ofClassPath(CLASS_PATH);
  static final String JOB = "Label support mails by team";

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path directory;
  Home home;
  private final List<McpSyncClient> clients = new ArrayList<>();

  @BeforeEach
  void open() {
    home = new Home(directory.resolve("home"));
  }

  @AfterEach
  void close() throws IOException {
    clients.forEach(McpSyncClient::close);
    end();
  }

  /** Ends the engine's process, if there is one. */
  void end() throws IOException {
    if (!Files.exists(home.lock())) {
      return;
    }
    for (String line : Files.readAllLines(home.lock())) {
      if (line.startsWith("pid=")) {
        ProcessHandle.of(Long.parseLong(line.substring(4)))
            .ifPresent(
                engine -> {
                  engine.destroyForcibly();
                  engine.onExit().join();
                });
      }
    }
  }

  static List<String> server(Home home, String... options) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:TieredStopAtLevel=1",
            "-Xmx192m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            CLASS_PATH,
            "dev.stillroom.host.command.Stillroom",
            "mcp",
            "--home",
            home.directory().toString()));
    line.addAll(List.of(options));
    return line;
  }

  McpSyncClient connect(String... options) {
    List<String> line = server(home, options);
    ServerParameters parameters =
        ServerParameters.builder(line.getFirst()).args(line.subList(1, line.size())).build();
    StdioClientTransport transport =
        new StdioClientTransport(parameters, new JacksonMcpJsonMapper(new ObjectMapper()));
    transport.setStdErrorHandler(said -> {});
    McpSyncClient client =
        McpClient.sync(transport).requestTimeout(DEADLINE).initializationTimeout(DEADLINE).build();
    client.initialize();
    clients.add(client);
    return client;
  }

  static CallToolResult call(McpSyncClient client, String tool, Object... members) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      arguments.put((String) members[i], members[i + 1]);
    }
    return client.callTool(new CallToolRequest(tool, arguments));
  }

  /** The result of a call that goes well. */
  static JsonNode ask(McpSyncClient client, String tool, Object... members) {
    CallToolResult result = call(client, tool, members);
    if (Boolean.TRUE.equals(result.isError())) {
      throw new AssertionError(tool + " failed: " + text(result));
    }
    return JSON.valueToTree(result.structuredContent());
  }

  /** Why a call does not go. */
  static String refused(McpSyncClient client, String tool, Object... members) {
    try {
      CallToolResult result = call(client, tool, members);
      if (!Boolean.TRUE.equals(result.isError())) {
        throw new AssertionError(tool + " went well: " + text(result));
      }
      return text(result);
    } catch (io.modelcontextprotocol.spec.McpError refused) {
      return refused.getMessage();
    }
  }

  private static String text(CallToolResult result) {
    return result.content().stream()
        .map(part -> part instanceof TextContent said ? said.text() : part.toString())
        .reduce("", String::concat);
  }

  static JsonNode record(McpSyncClient client, String input, String label) {
    return ask(
        client,
        "record_example",
        "name",
        JOB,
        "kind",
        "classify",
        "instruction",
        "Which team answers: billing, delivery or technics.",
        "input",
        input,
        "output",
        label);
  }

  /** Mails whose words tell the team. */
  static List<String[]> mails() {
    List<String[]> mails = new ArrayList<>();
    String[] bills = {"invoice", "refund", "payment", "price", "receipt", "charge"};
    String[] parcels = {"parcel", "courier", "delivery", "address", "shipping", "package"};
    String[] faults = {"login", "crash", "error", "screen", "update", "password reset page"};
    for (int i = 0; i < 18; i++) {
      mails.add(
          new String[] {"Question about my " + bills[i % 6] + " number " + (300 + i), "billing"});
      mails.add(
          new String[] {"Where is the " + parcels[i % 6] + " I wait for, day " + i, "delivery"});
      mails.add(new String[] {"The " + faults[i % 6] + " does not work since " + i, "technics"});
    }
    return mails;
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not happen in time: " + what);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
