package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.teacher.TeacherBook;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A language model of the person's writes, told part by part. */
class WritingsTest {

  private record Started(
      JsonNode arguments, Job.Progress progress, CompletableFuture<JsonNode> result) {}

  private final List<Started> jobs = new ArrayList<>();
  private final List<Push.Written> told = new ArrayList<>();
  private Home home;
  private Writings writings;
  private Path model;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    model = directory.resolve("small.gguf");
    writings =
        new Writings(
            home,
            (classPath, job, arguments, progress) -> {
              CompletableFuture<JsonNode> result = new CompletableFuture<>();
              jobs.add(new Started(arguments, progress, result));
              return result;
            },
            Runnable::run,
            push -> told.add((Push.Written) push),
            new Random(3));
  }

  private void add() throws IOException {
    Files.writeString(model, "GGUF");
    TeacherBook.withFile(home)
        .add(new TeacherBook.Entry("small", model.toString(), "small.gguf", null, false), null);
  }

  private static Request.WriteSummary request() {
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode().put("text", "The mill will close.");
    return new Request.WriteSummary(input, 3);
  }

  private static ObjectNode written(String sentence) {
    ObjectNode result = ProtocolJson.MAPPER.createObjectNode();
    ObjectNode one = result.putArray("sentences").addObject().put("text", sentence);
    one.put("supported", false).putArray("missing").add("1912");
    one.putArray("sources").addObject().put("index", 0).put("text", "The mill will close.");
    return result;
  }

  @Test
  void whatIsWrittenIsToldPartByPartWithItsSources() throws IOException {
    add();
    assertEquals(Optional.of(model), writings.model());
    String id = writings.write(request()).writingId();
    Started job = jobs.getFirst();
    assertEquals(model.toString(), job.arguments().path("model").asText());
    job.progress().report(0.5, "writing");
    job.progress().partial(written("The mill of 1912 closes."));
    assertEquals(0.5, told.getFirst().fraction());
    assertFalse(told.getFirst().done());
    assertEquals("The mill will close.", sentence(0).sources().getFirst().text());
    assertEquals(List.of("1912"), sentence(0).missing());
    assertFalse(sentence(0).supported());
    job.result().complete(written("It closes."));
    assertEquals(id, told.getLast().writingId());
    assertTrue(told.getLast().done());
    assertEquals("It closes.", sentence(1).text());
  }

  private dev.stillroom.host.protocol.SummaryView.WrittenSentence sentence(int push) {
    return told.get(push).sentences().getFirst();
  }

  @Test
  void aFailureIsTold() throws IOException {
    add();
    writings.write(request());
    jobs.getFirst().result().completeExceptionally(new JobFailure("the model cannot be loaded"));
    assertEquals("the model cannot be loaded", told.getLast().failure());
    assertTrue(told.getLast().done());
  }

  @Test
  void anotherOneEndsTheFirstAndWhatIsStoppedIsNotToldAnyMore() throws IOException {
    add();
    String first = writings.write(request()).writingId();
    String second = writings.write(request()).writingId();
    assertNotEquals(first, second);
    assertTrue(jobs.getFirst().result().isCancelled());
    writings.stop(second);
    jobs.get(1).progress().partial(written("Too late."));
    assertTrue(told.isEmpty(), told::toString);
    writings.stop("no such");
  }

  @Test
  void withoutAModelNothingIsStarted() {
    assertEquals(Optional.empty(), writings.model());
    RequestFailure refused = assertThrows(RequestFailure.class, () -> writings.write(request()));
    assertTrue(refused.getMessage().contains("teacher add"), refused.getMessage());
    assertTrue(jobs.isEmpty());
  }

  @Test
  void aModelThatIsGoneIsNone() throws IOException {
    add();
    Files.delete(model);
    assertEquals(Optional.empty(), writings.model());
  }
}
