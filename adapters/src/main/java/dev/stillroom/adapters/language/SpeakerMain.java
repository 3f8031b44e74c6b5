package dev.stillroom.adapters.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.io.IOException;

/**
 * The process that runs a language model with llama.cpp: the first frame names the file, every
 * other asks. It ends when its input ends, or when nobody has asked for a while.
 */
public final class SpeakerMain {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long IDLE_SECONDS = 60;
  private static final int CONTEXT = 1_024;

  /** How many texts are drawn by chance for one answer. */
  private static final int DRAWN = 5;

  private SpeakerMain() {}

  public static void main(String[] arguments) throws IOException {
    new LlamaProcess(
            "the language model",
            IDLE_SECONDS,
            new ModelParameters()
                .setCtxSize(CONTEXT)
                .setThreads(1)
                .setGpuLayers(0)
                .skipWarmup()
                .disableMmap()
                .disableLog(),
            (model, question, pieces) -> say(model, question))
        .run();
  }

  /**
   * The likeliest text, and how often others drawn by chance are the same: the binding cannot give
   * the probabilities of tokens (4.2.0 aborts when asked for them).
   */
  private static ObjectNode say(LlamaModel model, JsonNode request) {
    String text = model.complete(parameters(request).setTemperature(0));
    int same = 0;
    for (int seed = 1; seed <= DRAWN; seed++) {
      InferenceParameters drawn =
          parameters(request).setTemperature(1).setTopK(0).setTopP(1).setMinP(0).setSeed(seed);
      same += model.complete(drawn).equals(text) ? 1 : 0;
    }
    return JSON.createObjectNode().put("text", text).put("probability", (same + 0.5) / (DRAWN + 1));
  }

  private static InferenceParameters parameters(JsonNode request) {
    return new InferenceParameters(request.path("prompt").asText())
        .setNPredict(request.path("most").asInt())
        .setCachePrompt(false);
  }
}
