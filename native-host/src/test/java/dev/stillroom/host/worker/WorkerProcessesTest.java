package dev.stillroom.host.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.job.JobFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessesTest {

  @TempDir Path directory;
  private WorkerProcesses workers;
  private final List<String> phases = new ArrayList<>();

  @BeforeEach
  void open() {
    workers = workers(Duration.ofMinutes(1));
  }

  private WorkerProcesses workers(Duration limit) {
    return new WorkerProcesses(
        WorkerCommand::of,
        new WorkerProcesses.Settings(
            directory.resolve("scratch"), directory.resolve("log/worker.log"), limit, limit, 2));
  }

  @AfterEach
  void close() {
    workers.close();
  }

  private CompletableFuture<JsonNode> start(String what, CountDownLatch running) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("do", what).put("value", 42);
    return workers.start(
        Workers.ClassPath.HOST,
        "test",
        arguments,
        (fraction, phase) -> {
          phases.add(fraction + " " + phase);
          running.countDown();
        });
  }

  private JsonNode result(String what) throws Exception {
    return start(what, new CountDownLatch(1)).get(60, TimeUnit.SECONDS);
  }

  private String failure(String what) {
    ExecutionException e = assertThrows(ExecutionException.class, () -> result(what));
    return assertInstanceOf(JobFailure.class, e.getCause()).getMessage();
  }

  private static void awaitNoProcess() throws Exception {
    CompletableFuture.allOf(
            ProcessHandle.current()
                .descendants()
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new))
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void aJobsResultAndProgressArrive() throws Exception {
    assertEquals(42, result("echo").asInt());
    assertEquals(List.of("0.5 working"), phases);
  }

  @Test
  void aFailureIsItsOneLine() {
    assertEquals("the egg is broken: buy another", failure("fail"));
    assertTrue(failure("throw").contains("surprise"));
  }

  @Test
  void aCrashSaysHowTheProcessEnded() {
    String message = failure("halt");
    assertTrue(message.contains("ended with status 139 (memory fault)"), message);
    assertTrue(message.contains("worker.log"), message);
  }

  @Test
  void whatLibrariesPrintDoesNotBreakTheWire() throws Exception {
    assertEquals("printed", result("print").asText());
    String log = Files.readString(directory.resolve("log/worker.log"));
    assertTrue(log.contains("a library says hello"));
    assertTrue(log.contains("a native library says hello"));
  }

  @Test
  void cancellingKillsTheProcess() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<JsonNode> hanging = start("hang", running);
    assertTrue(running.await(60, TimeUnit.SECONDS));
    hanging.cancel(true);
    awaitNoProcess();
    assertEquals(42, result("echo").asInt());
  }

  @Test
  void aHangingJobIsStoppedAfterItsTime() throws Exception {
    workers.close();
    workers = workers(Duration.ofSeconds(2));
    assertTrue(failure("hang").contains("longer than 2 s"));
    awaitNoProcess();
  }

  @Test
  void aJobThatMayTakeLongerIsNotStoppedAfterTheTimeOfOthers() throws Exception {
    workers.close();
    workers = workers(Duration.ofMillis(1));
    assertTrue(failure("echo").contains("longer than"));
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("do", "echo").put("value", 42);
    JsonNode result =
        workers
            .start(
                Workers.ClassPath.HOST,
                "test",
                arguments,
                (fraction, phase) -> {},
                Duration.ofMinutes(1))
            .get(60, TimeUnit.SECONDS);
    assertEquals(42, result.asInt());
    assertTrue(Workers.limitOf(8_000_000_000L).compareTo(Duration.ofHours(2)) > 0);
  }

  @Test
  void moreThanTwoWait() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    CompletableFuture<JsonNode> one = start("hang", first);
    CompletableFuture<JsonNode> two = start("hang", second);
    assertTrue(first.await(60, TimeUnit.SECONDS) && second.await(60, TimeUnit.SECONDS));
    CompletableFuture<JsonNode> waiting = start("echo", new CountDownLatch(1));
    CompletableFuture<JsonNode> unwanted = start("hang", new CountDownLatch(1));
    assertEquals(4, workers.pending());
    assertEquals(2, ProcessHandle.current().descendants().count());
    unwanted.cancel(true);
    assertFalse(waiting.isDone());
    one.cancel(true);
    assertEquals(42, waiting.get(60, TimeUnit.SECONDS).asInt());
    two.cancel(true);
  }

  @Test
  void closingStopsEverything() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<JsonNode> hanging = start("hang", running);
    assertTrue(running.await(60, TimeUnit.SECONDS));
    workers.close();
    assertThrows(ExecutionException.class, () -> hanging.get(60, TimeUnit.SECONDS));
    awaitNoProcess();
    assertTrue(failure("echo").contains("the engine is ending"));
  }

  @Test
  void aProgramThatIsNotThereIsAFailure() {
    workers.close();
    workers =
        new WorkerProcesses(
            classPath -> List.of("/nowhere/java"),
            WorkerProcesses.Settings.of(directory, directory.resolve("worker.log")));
    assertTrue(failure("echo").contains("ended with status 127"), failure("echo"));
  }

  @Test
  void anExpectedJobFindsAProcessThatIsPreparedForIt() throws Exception {
    workers.expect(Workers.ClassPath.HOST, "test");
    // A job that is faster than the process starts one itself, which has nothing to prepare.
    awaitProcess();
    assertEquals("prepared", result("prepared?").asText());
    assertEquals("not prepared", result("prepared?").asText(), "a process does one job");
  }

  @Test
  void aPreparedProcessThatDiedIsNotUsed() throws Exception {
    workers.expect(Workers.ClassPath.HOST, "test");
    awaitProcess().destroyForcibly();
    awaitNoProcess();
    assertEquals(42, result("echo").asInt());
  }

  @Test
  void aPreparedProcessEndsWithItsEngineAndCountsAsNoJob() throws Exception {
    workers.expect(Workers.ClassPath.HOST, "test");
    awaitProcess();
    assertEquals(0, workers.pending());
    workers.close();
    awaitNoProcess();
  }

  @Test
  void aProcessPreparedForAnotherJobStaysForThatOne() throws Exception {
    workers.expect(Workers.ClassPath.DISTILLER, "test");
    assertEquals("not prepared", result("prepared?").asText());
  }

  private static ProcessHandle awaitProcess() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (System.nanoTime() < deadline) {
      Optional<ProcessHandle> child = ProcessHandle.current().children().findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no process was started");
  }
}
