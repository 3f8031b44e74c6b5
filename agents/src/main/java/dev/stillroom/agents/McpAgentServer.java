package dev.stillroom.agents;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.command.AgentServer;
import dev.stillroom.host.home.Program;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The Model Context Protocol on two streams. What comes in is looked at line by line before the
 * library sees it: a line that is too long or no message is answered and passed over.
 */
public final class McpAgentServer implements AgentServer {

  /** What is written to a client that is slow to read is given up after so long. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  @Override
  public void serve(Settings settings, InputStream in, OutputStream out) throws IOException {
    WholeLines lines = new WholeLines(out);
    CountDownLatch ended = new CountDownLatch(1);
    JacksonMcpJsonMapper mapper = new JacksonMcpJsonMapper(new ObjectMapper());
    StdioServerTransportProvider transport =
        new StdioServerTransportProvider(
            mapper,
            new GuardedLines(in, lines, ended::countDown),
            lines,
            GuardedLines.LONGEST_LINE + 1);
    try (Engine engine = new Engine(settings.home(), settings.program())) {
      Tools tools = new Tools(engine, settings.allTasks(), settings.learn());
      McpSyncServer server =
          McpServer.sync(transport)
              .jsonMapper(mapper)
              .jsonSchemaValidator(new DefaultJsonSchemaValidator())
              .validateToolInputs(true)
              .serverInfo("stillroom", Program.version())
              .instructions(tools.instructions())
              .capabilities(ServerCapabilities.builder().tools(false).build())
              .tools(tools.all())
              .build();
      await(ended);
      tools.awaitQuiet(LAST_WORDS);
      lines.awaitQuiet(LAST_WORDS);
      server.close();
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
