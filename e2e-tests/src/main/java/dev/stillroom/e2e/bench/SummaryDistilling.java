package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.DistillJob;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.student.Summarizer;
import java.io.IOException;
import java.nio.file.Path;

/** A distillation in this process, timed. */
final class SummaryDistilling {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Summarizer distill(
      Path examples, Path directory, long seed, boolean small, Timing timing, JsonNode[] card)
      throws IOException {
    Path out = directory.resolve("bench.still");
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("kind", "summarize").put("examples", examples.toString());
    arguments.put("out", out.toString()).put("seed", seed);
    arguments.put("small", small);
    try {
      card[0] =
          timing.<JsonNode, Exception>measure(
              () -> new DistillJob().run(arguments, (fraction, phase) -> {}));
      return (Summarizer) PackReader.read(out).model();
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new IOException("cancelled", cancelled);
    } catch (Exception refused) {
      throw new IOException(examples + ": " + refused.getMessage(), refused);
    }
  }
}
