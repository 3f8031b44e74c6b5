package dev.stillroom.adapters.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import java.io.IOException;
import java.util.List;

/**
 * The process that runs a person's own large model as a teacher: the first frame names the file,
 * every other is a question with the JSON schema of its answer. It ends when its input ends, or
 * when nobody has asked for a while; the memory goes back to the system.
 */
public final class TutorMain {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long IDLE_SECONDS = 120;

  /** Tokens of a question and its answer together. */
  private static final int CONTEXT = 8_192;

  private TutorMain() {}

  public static void main(String[] arguments) throws IOException {
    new LlamaProcess(
            "it",
            IDLE_SECONDS,
            new ModelParameters()
                .setCtxSize(CONTEXT)
                .setThreads(Math.max(1, Runtime.getRuntime().availableProcessors()))
                .setGpuLayers(0)
                .skipWarmup()
                .disableLog(),
            TutorMain::answer)
        .run();
  }

  private static ObjectNode answer(LlamaModel model, JsonNode question, LlamaProcess.Pieces pieces)
      throws IOException {
    String prompt = prompt(model, question);
    int in = model.encode(prompt).length;
    int most = question.path("most").asInt();
    if (in + most > CONTEXT) {
      throw new IllegalArgumentException(
          "the question has " + in + " tokens; with its answer " + CONTEXT + " fit");
    }
    InferenceParameters asked =
        new InferenceParameters(prompt)
            .setNPredict(most)
            .setTemperature((float) question.path("temperature").asDouble())
            .setSeed(question.path("seed").asInt())
            .setCachePrompt(true)
            .setGrammar(LlamaModel.jsonSchemaToGrammar(question.path("schema").asText()));
    String text =
        question.path("stream").asBoolean()
            ? streamed(model, asked, pieces)
            : model.complete(asked);
    int out = model.encode(text).length;
    return JSON.createObjectNode()
        .put("text", text)
        .put("in", in)
        .put("out", out)
        .put("whole", text.strip().endsWith("}"));
  }

  private static String streamed(
      LlamaModel model, InferenceParameters asked, LlamaProcess.Pieces pieces) throws IOException {
    StringBuilder text = new StringBuilder();
    for (LlamaOutput piece : model.generate(asked)) {
      if (!piece.text.isEmpty()) {
        text.append(piece.text);
        pieces.tell(piece.text);
      }
    }
    return text.toString();
  }

  /** As the model was taught to be spoken to, where its file says so. */
  private static String prompt(LlamaModel model, JsonNode question) {
    String system = question.path("system").asText();
    String user = question.path("user").asText();
    try {
      String templated =
          model.applyTemplate(
              new InferenceParameters("")
                  .setMessages(system, List.of(new Pair<>("user", user)))
                  .setUseChatTemplate(true));
      if (templated.contains(user)) {
        return templated;
      }
    } catch (RuntimeException none) {
      // It has no template: plain text.
    }
    return system + "\n\n" + user + "\n\n";
  }
}
