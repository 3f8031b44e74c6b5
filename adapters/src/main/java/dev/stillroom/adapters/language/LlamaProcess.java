package dev.stillroom.adapters.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * A process that serves one model with llama.cpp: the first frame names the file, every other asks.
 * It ends when its input ends, or when nobody has asked for a while.
 *
 * @param called how a fault calls the model
 * @param idleSeconds how long it waits for the next question
 * @param parameters how the model is loaded, but for its file
 */
record LlamaProcess(
    String called, long idleSeconds, ModelParameters parameters, Answerer answerer) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is answered to one question; what it throws is told to who asked. */
  interface Answerer {
    ObjectNode answer(LlamaModel model, JsonNode question, Pieces pieces) throws IOException;
  }

  /** Where an answer goes while it comes. */
  interface Pieces {
    void tell(String piece) throws IOException;
  }

  /** Serves until the end; does not return. */
  void run() throws IOException {
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

  private void serve(InputStream in, OutputStream wire, AtomicLong asked) throws IOException {
    byte[] first = Frames.read(in, Frames.MAX_TO_BROWSER);
    if (first == null) {
      return;
    }
    LlamaModel model;
    try {
      model = new LlamaModel(parameters.setModel(JSON.readTree(first).path("model").asText()));
    } catch (RuntimeException | UnsatisfiedLinkError | ExceptionInInitializerError broken) {
      fail(wire, "llama.cpp cannot load " + called + ": " + broken.getMessage());
      return;
    }
    Frames.write(wire, JSON.writeValueAsBytes(JSON.createObjectNode().put("ready", true)));
    for (byte[] frame = Frames.read(in, Frames.MAX_TO_BROWSER);
        frame != null;
        frame = Frames.read(in, Frames.MAX_TO_BROWSER)) {
      asked.set(System.nanoTime());
      JsonNode question = JSON.readTree(frame);
      try {
        ObjectNode answer =
            answerer.answer(
                model,
                question,
                piece ->
                    Frames.write(
                        wire, JSON.writeValueAsBytes(JSON.createObjectNode().put("piece", piece))));
        Frames.write(wire, JSON.writeValueAsBytes(answer));
      } catch (RuntimeException broken) {
        fail(wire, "llama.cpp failed: " + broken.getMessage());
      }
      asked.set(System.nanoTime());
    }
  }

  private static void fail(OutputStream wire, String why) throws IOException {
    Frames.write(wire, JSON.writeValueAsBytes(JSON.createObjectNode().put("failed", why)));
  }

  private void leaveWhenIdle(AtomicLong asked) {
    try {
      while (System.nanoTime() - asked.get() < TimeUnit.SECONDS.toNanos(idleSeconds)) {
        TimeUnit.SECONDS.sleep(5);
      }
    } catch (InterruptedException end) {
      // The same as an end.
    }
    Runtime.getRuntime().halt(0);
  }
}
