package dev.stillroom.host.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The job {@code document-text}: the text of {@code file}, a PDF, as an input of the examples
 * format; a failure calls it by its {@code name}, where it has one for people. It runs in a worker,
 * because what is in a file is hostile.
 */
public final class DocumentTextJob implements Job {

  public static final String NAME = "document-text";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress) throws JobFailure {
    Path file = Path.of(arguments.path("file").asText());
    String name = arguments.path("name").asText(file.getFileName().toString());
    progress.report(0.1, "reading");
    try {
      String text = PdfText.of(file);
      if (text.isBlank()) {
        throw new JobFailure(name + " has no text: its pages are pictures, or it is locked");
      }
      ObjectNode input = JSON.createObjectNode();
      return input.put("text", text);
    } catch (IOException | RuntimeException | StackOverflowError unreadable) {
      throw new JobFailure(name + " cannot be read as a PDF: " + line(unreadable), unreadable);
    }
  }

  private static String line(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse(failure.getClass().getSimpleName());
  }
}
