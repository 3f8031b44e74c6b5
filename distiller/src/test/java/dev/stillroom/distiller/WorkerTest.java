package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.job.Frames;
import dev.stillroom.runtime.job.JobFrame;
import dev.stillroom.runtime.job.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distiller as the engine sees it: a process that speaks frames. */
class WorkerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @Test
  void aWorkerReportsProgressAndThenTheCard() throws Exception {
    Path examples = write(Downloads.twelve().examples());
    List<JobFrame> frames = converse("distill", arguments(examples));
    JobFrame.Done done = (JobFrame.Done) frames.getLast();
    assertEquals("rule-list", done.result().get("student").asText());
    assertTrue(done.result().get("peakMemoryBytes").isNumber());
    assertEquals(Files.size(directory.resolve("model.still")), done.result().get("bytes").asLong());
    double before = 0;
    for (JobFrame frame : frames.subList(0, frames.size() - 1)) {
      JobFrame.Progress progress = (JobFrame.Progress) frame;
      assertTrue(progress.fraction() >= before && progress.fraction() <= 1);
      before = progress.fraction();
    }
    assertTrue(before > 0.9);
  }

  @Test
  void aModelIsEvaluatedOnOtherExamples() throws Exception {
    converse("distill", arguments(write(Downloads.twelve().examples())));
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("model", directory.resolve("model.still").toString());
    arguments.put("examples", write(Downloads.many(300, 0, false, 8)).toString());
    JobFrame.Done done = (JobFrame.Done) converse("evaluate", arguments).getLast();
    assertEquals("holdout", done.result().get("verdict").get("method").asText());
    assertEquals("certified", done.result().get("verdict").get("guarantee").asText());
    assertEquals(1, done.result().get("verdict").get("value").asDouble());
    assertEquals(0.99, done.result().get("verdict").get("low").asDouble(), 0.001);
    assertTrue(done.result().get("verdict").get("passes").asBoolean());
  }

  /** Three wrong answers, examples of one group, a teacher's: none of them shows a bound. */
  @Test
  void whatShowsNoBoundIsNotCalledCertified() throws Exception {
    converse("distill", arguments(write(Downloads.twelve().examples())));
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("model", directory.resolve("model.still").toString());
    List<Example> wrong =
        new Downloads().add(3, "webp", Downloads.SHOP, Downloads.LEAVE).examples();
    assertEquals("estimated", guarantee(arguments, Files.readAllLines(write(wrong))));
    List<String> right = Files.readAllLines(write(Downloads.many(300, 0, false, 8)));
    assertEquals("certified", guarantee(arguments, right));
    for (String member : List.of("\"group\":\"a\"", "\"source\":\"teacher\"")) {
      List<String> lines = new ArrayList<>(right);
      lines.replaceAll(line -> line.replaceFirst("}$", "," + member + "}"));
      assertEquals("estimated", guarantee(arguments, lines), member);
    }
  }

  private String guarantee(ObjectNode arguments, List<String> lines) throws Exception {
    Path examples = Files.write(directory.resolve("others.jsonl"), lines);
    arguments.put("examples", examples.toString());
    JobFrame.Done done = (JobFrame.Done) converse("evaluate", arguments).getLast();
    return done.result().get("verdict").get("guarantee").asText();
  }

  @Test
  void aBadLineIsTheWorkersFailure() throws Exception {
    Path examples = directory.resolve("bad.jsonl");
    Files.writeString(examples, "{\"input\":\"a\",\"output\":\"x\"}\nnonsense\n");
    JobFrame.Failed failed = (JobFrame.Failed) converse("distill", arguments(examples)).getLast();
    assertTrue(failed.message().startsWith(examples + ":2: "), failed.message());
  }

  @Test
  void anUnknownJobOrKindIsOneClearLine() throws Exception {
    JobFrame.Failed failed = (JobFrame.Failed) converse("brew", JSON.createObjectNode()).getLast();
    assertTrue(failed.message().contains("no job is called 'brew'"), failed.message());
    ObjectNode brewing = arguments(directory.resolve("none")).put("kind", "brew");
    failed = (JobFrame.Failed) converse("distill", brewing).getLast();
    assertTrue(failed.message().contains("kind 'brew'"), failed.message());
    failed = (JobFrame.Failed) converse("distill", arguments(directory.resolve("none"))).getLast();
    assertTrue(failed.message().startsWith("there is no examples file"), failed.message());
  }

  @Test
  void aWorkerEndsWhenItsEngineIsGone() throws Exception {
    Process process = start();
    process.getOutputStream().close();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
  }

  private ObjectNode arguments(Path examples) {
    ObjectNode arguments = JSON.createObjectNode();
    arguments.put("kind", "classify").put("examples", examples.toString());
    return arguments.put("out", directory.resolve("model.still").toString()).put("seed", 1);
  }

  private Path write(List<Example> examples) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Example example : examples) {
      ObjectNode line = JSON.createObjectNode();
      line.set("input", example.input().members());
      line.set("output", example.output());
      lines.add(line.toString());
    }
    return Files.write(directory.resolve("examples-" + lines.size() + ".jsonl"), lines);
  }

  private static List<JobFrame> converse(String job, ObjectNode arguments) throws Exception {
    Process process = start();
    Frames.write(
        process.getOutputStream(), JSON.writeValueAsBytes(new JobFrame.Start(job, arguments)));
    List<JobFrame> frames = new ArrayList<>();
    byte[] payload = Frames.read(process.getInputStream(), Frames.MAX_FROM_PEER);
    while (payload != null) {
      frames.add(JSON.readValue(payload, JobFrame.class));
      payload = Frames.read(process.getInputStream(), Frames.MAX_FROM_PEER);
    }
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(frames.getLast() instanceof JobFrame.Done ? 0 : 1, process.exitValue());
    assertNull(payload);
    return frames;
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Worker.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
