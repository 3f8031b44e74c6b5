package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.job.Frames;
import dev.stillroom.runtime.job.WireApart;
import dev.stillroom.runtime.language.SpeakerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A GGUF file of the person's, run by llama.cpp in a process of its own: memory-mapped, its answers
 * held to the schema by a grammar. A corrupt file or a crash costs that process; it leaves by
 * itself when nobody asks, and starts again when somebody does.
 */
public final class GgufTeacher implements Teacher {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAIN = "dev.stillroom.adapters.language.TutorMain";

  /** A large file takes its time to be read, in seconds. */
  private static final long START_SECONDS = 180;

  private final Address address;
  private final Access access;
  private final Duration patience;
  private Process process;

  GgufTeacher(Address address, Access access, Duration patience) {
    this.address = address;
    this.access = access;
    this.patience = patience;
  }

  @Override
  public String name() {
    return address.file().getFileName() + " on this machine";
  }

  @Override
  public boolean isElsewhere() {
    return false;
  }

  @Override
  public int atOnce() {
    return 1;
  }

  @Override
  public Said ask(Prompt prompt) throws TeacherFailure {
    return ask(prompt, null);
  }

  @Override
  public synchronized Said ask(Prompt prompt, Consumer<String> heard) throws TeacherFailure {
    try (Bill bill = new Bill(access, prompt, "this machine", address.model(), false)) {
      bill.pay(0, false);
      JsonNode said = answer(prompt, heard, bill);
      long in = said.path("in").asLong();
      long out = said.path("out").asLong();
      bill.took(in, out);
      return new Said(said.path("text").asText(), in, out, said.path("whole").asBoolean(true));
    }
  }

  /** Nobody bills what this machine did not say. */
  private JsonNode answer(Prompt prompt, Consumer<String> heard, Bill bill) throws TeacherFailure {
    try {
      return answer(prompt, heard);
    } catch (IOException broken) {
      bill.took(0, 0);
      throw new TeacherFailure(
          TeacherFailure.Reason.UNREACHABLE,
          "the model " + address.file() + " gave no answer: " + broken.getMessage());
    } catch (TeacherFailure refused) {
      bill.took(0, 0);
      throw refused;
    }
  }

  private JsonNode answer(Prompt prompt, Consumer<String> heard)
      throws IOException, TeacherFailure {
    if (process == null || !process.isAlive()) {
      start();
    }
    ObjectNode question = JSON.createObjectNode();
    question.put("system", prompt.system()).put("user", prompt.user());
    question.put("schema", prompt.schema().toString()).put("most", prompt.mostTokens());
    question.put("seed", prompt.sample()).put("temperature", prompt.temperature());
    question.put("stream", heard != null);
    return exchange(question, patience, heard);
  }

  private void start() throws TeacherFailure {
    try {
      if (!Files.isRegularFile(address.file())) {
        throw new IOException("there is no such file");
      }
      ProcessBuilder builder =
          WireApart.of(SpeakerProgram.commandLine(MAIN))
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("LC_ALL", "C.UTF-8");
      process = builder.start();
      exchange(
          JSON.createObjectNode().put("model", address.file().toString()),
          Duration.ofSeconds(START_SECONDS),
          null);
    } catch (IOException broken) {
      close();
      throw new TeacherFailure(
          TeacherFailure.Reason.REFUSED,
          "the model " + address.file() + " cannot be loaded: " + broken.getMessage());
    }
  }

  private JsonNode exchange(ObjectNode request, Duration limit, Consumer<String> heard)
      throws IOException {
    Process asked = process;
    CompletableFuture<Void> late =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    late.thenRun(asked::destroyForcibly);
    try {
      Frames.write(asked.getOutputStream(), JSON.writeValueAsBytes(request));
      StringBuilder soFar = new StringBuilder();
      while (true) {
        byte[] bytes = Frames.read(asked.getInputStream(), Frames.MAX_TO_BROWSER);
        if (bytes == null) {
          throw new IOException("its process ended");
        }
        JsonNode answer = JSON.readTree(bytes);
        if (answer.has("failed")) {
          throw new IOException(answer.path("failed").asText());
        }
        if (!answer.has("piece") || heard == null) {
          return answer;
        }
        heard.accept(soFar.append(answer.path("piece").asText()).toString());
      }
    } finally {
      late.cancel(false);
    }
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.destroyForcibly();
      process = null;
    }
  }
}
