package dev.stillroom.adapters.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import dev.stillroom.runtime.job.Frames;
import dev.stillroom.runtime.job.Worker;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that runs a person's own large model as a teacher: the first frame names the file,
 * every other is a question with the JSON schema of its answer. It ends when its input ends, or
 * when nobody has asked for a while; the memory goes back to the system.
 */
public final class TutorMain {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** Tokens of a question and its answer together. */
  private static final int CONTEXT = 8_192;

  private TutorMain() {}

  public static void main(String[] arguments) throws IOException {
    OutputStream wire = new FileOutputStream(System.getenv(Worker.WIRE));
    System.setOut(System.err);
    InputStream in = new FileInputStream(FileDescriptor.in);
    AtomicLong asked = new AtomicLong(System.nanoTime());
    Thread.ofPlatform().daemon().name("idle").start(() -> leaveWhenIdle(asked));
    try {
      serve(in, wire, asked);
    } catch (IOException gone) {
      // Who asked is gone.
    }
    // The library keeps threads after its end.
    Runtime.getRuntime().halt(0);
  }

  private static void serve(InputStream in, OutputStream wire, AtomicLong asked)
      throws IOException {
    byte[] first = Frames.read(in, Frames.MAX_TO_BROWSER);
    if (first == null) {
      return;
    }
    LlamaModel model;
    try {
      model =
          new LlamaModel(
              new ModelParameters()
                  .setModel(JSON.readTree(first).path("model").asText())
                  .setCtxSize(CONTEXT)
                  .setThreads(Math.max(1, Runtime.getRuntime().availableProcessors()))
                  .setGpuLayers(0)
                  .skipWarmup()
                  .disableLog());
    } catch (RuntimeException | UnsatisfiedLinkError | ExceptionInInitializerError broken) {
      fail(wire, "llama.cpp cannot load it: " + broken.getMessage());
      return;
    }
    Frames.write(wire, JSON.writeValueAsBytes(JSON.createObjectNode().put("ready", true)));
    for (byte[] frame = Frames.read(in, Frames.MAX_TO_BROWSER);
        frame != null;
        frame = Frames.read(in, Frames.MAX_TO_BROWSER)) {
      asked.set(System.nanoTime());
      JsonNode question = JSON.readTree(frame);
      try {
        Frames.write(wire, JSON.writeValueAsBytes(answer(model, question)));
      } catch (RuntimeException broken) {
        fail(wire, "llama.cpp failed: " + broken.getMessage());
      }
      asked.set(System.nanoTime());
    }
  }

  private static ObjectNode answer(LlamaModel model, JsonNode question) {
    String prompt = prompt(model, question);
    int in = model.encode(prompt).length;
    int most = question.path("most").asInt();
    if (in + most > CONTEXT) {
      throw new IllegalArgumentException(
          "the question has " + in + " tokens; with its answer " + CONTEXT + " fit");
    }
    String text =
        model.complete(
            new InferenceParameters(prompt)
                .setNPredict(most)
                .setTemperature((float) question.path("temperature").asDouble())
                .setSeed(question.path("seed").asInt())
                .setCachePrompt(true)
                .setGrammar(LlamaModel.jsonSchemaToGrammar(question.path("schema").asText())));
    return JSON.createObjectNode()
        .put("text", text)
        .put("in", in)
        .put("out", model.encode(text).length);
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

  private static void fail(OutputStream wire, String why) throws IOException {
    Frames.write(wire, JSON.writeValueAsBytes(JSON.createObjectNode().put("failed", why)));
  }

  private static void leaveWhenIdle(AtomicLong asked) {
    try {
      while (System.nanoTime() - asked.get() < IDLE_NANOS) {
        TimeUnit.SECONDS.sleep(5);
      }
    } catch (InterruptedException end) {
      // The same as an end.
    }
    Runtime.getRuntime().halt(0);
  }
}
