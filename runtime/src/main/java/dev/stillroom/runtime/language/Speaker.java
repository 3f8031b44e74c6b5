package dev.stillroom.runtime.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.runtime.job.Frames;
import dev.stillroom.runtime.job.WireApart;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A language model in a process of its own, started when it is first asked and again when it died.
 * One request at a time. The process ends with this one, with its speaker, and when nobody has
 * asked for a while.
 */
public final class Speaker implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Cleaner CLEANER = Cleaner.create();

  /** A model of a million parameters says a line in milliseconds, a cold process in seconds. */
  private static final long START_SECONDS = 60;

  private static final long ANSWER_SECONDS = 20;

  /**
   * What a model said.
   *
   * @param probability how often the model says the same when chance has a part in it
   */
  public record Said(String text, double probability) {}

  private final ByteBuffer model;
  private final Running running = new Running();
  private final Cleaner.Cleanable cleanable;

  /** What is left to end when a speaker is forgotten. */
  private static final class Running implements Runnable {
    private Process process;

    @Override
    public synchronized void run() {
      if (process != null) {
        process.destroyForcibly();
        process = null;
      }
    }
  }

  /**
   * @param model a GGUF file that was checked
   */
  public Speaker(ByteBuffer model) {
    this.model = model;
    this.cleanable = CLEANER.register(this, running);
  }

  /**
   * Asks the model.
   *
   * @param most bytes of an answer
   * @throws IOException where the part that runs language models is missing, or the process fails
   */
  public synchronized Said say(String prompt, int most) throws IOException {
    boolean fresh = running.process == null || !running.process.isAlive();
    try {
      return ask(prompt, most);
    } catch (EOFException gone) {
      if (fresh) {
        throw gone;
      }
      // It had left because nobody asked; a new one is not that old.
      running.run();
      return ask(prompt, most);
    }
  }

  private Said ask(String prompt, int most) throws IOException {
    if (running.process == null || !running.process.isAlive()) {
      start();
    }
    JsonNode said =
        exchange(JSON.createObjectNode().put("prompt", prompt).put("most", most), ANSWER_SECONDS);
    return new Said(said.path("text").asText(), said.path("probability").asDouble());
  }

  private void start() throws IOException {
    ProcessBuilder builder =
        WireApart.of(SpeakerProgram.commandLine()).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C.UTF-8");
    // It is read as a whole, or never will be.
    try (ModelFile file = ModelFile.of(model)) {
      running.process = builder.start();
      exchange(JSON.createObjectNode().put("model", file.path().toString()), START_SECONDS);
    }
  }

  private JsonNode exchange(JsonNode request, long seconds) throws IOException {
    Process process = running.process;
    CompletableFuture<Void> late =
        new CompletableFuture<Void>().completeOnTimeout(null, seconds, TimeUnit.SECONDS);
    late.thenRun(process::destroyForcibly);
    try {
      Frames.write(process.getOutputStream(), JSON.writeValueAsBytes(request));
      byte[] bytes = Frames.read(process.getInputStream(), Frames.MAX_TO_BROWSER);
      if (bytes == null) {
        throw new EOFException("the process of the language model ended without an answer");
      }
      JsonNode answer = JSON.readTree(bytes);
      if (answer.has("failed")) {
        throw new IOException(answer.path("failed").asText());
      }
      return answer;
    } catch (IOException broken) {
      if (process.isAlive()) {
        throw broken;
      }
      throw new EOFException("the process of the language model ended: " + broken.getMessage());
    } finally {
      late.cancel(false);
    }
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
