package dev.stillroom.adapters.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import dev.stillroom.runtime.job.Frames;
import dev.stillroom.runtime.job.Worker;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The process that runs a language model with llama.cpp: the first frame names the file, every
 * other asks. It ends when its input ends, or when nobody has asked for a while.
 */
public final class SpeakerMain {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int CONTEXT = 1_024;

  /** How many texts are drawn by chance for one answer. */
  private static final int DRAWN = 5;

  private SpeakerMain() {}

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
                  .setThreads(1)
                  .setGpuLayers(0)
                  .skipWarmup()
                  .disableMmap()
                  .disableLog());
    } catch (RuntimeException | UnsatisfiedLinkError | ExceptionInInitializerError broken) {
      fail(wire, "llama.cpp cannot load the language model: " + broken.getMessage());
      return;
    }
    Frames.write(wire, JSON.writeValueAsBytes(JSON.createObjectNode().put("ready", true)));
    for (byte[] frame = Frames.read(in, Frames.MAX_TO_BROWSER);
        frame != null;
        frame = Frames.read(in, Frames.MAX_TO_BROWSER)) {
      asked.set(System.nanoTime());
      JsonNode request = JSON.readTree(frame);
      try {
        Frames.write(wire, JSON.writeValueAsBytes(say(model, request)));
      } catch (RuntimeException broken) {
        fail(wire, "llama.cpp failed: " + broken.getMessage());
      }
    }
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
