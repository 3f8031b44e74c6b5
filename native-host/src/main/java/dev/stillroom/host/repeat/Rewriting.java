package dev.stillroom.host.repeat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.task.ScratchFile;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Finds how a copied value was changed before it was entered elsewhere: a worker makes the text
 * program of a few times that it was done, one step after the other.
 */
public final class Rewriting {

  /** Fewer times make no rule. */
  private static final int LEAST = 3;

  /** What is less sure is not even shown. */
  private static final double LIKELY = 0.5;

  /** Characters of a pack in Base64; a program takes a few thousand. */
  private static final int LARGEST = 200_000;

  private final Home home;
  private final Workers workers;
  private final Executor engineThread;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private boolean busy;

  /** What the worker makes; null where none is at it, or where it was forgotten meanwhile. */
  private @Nullable CompletableFuture<JsonNode> running;

  public Rewriting(Home home, Workers workers, Executor engineThread) {
    this.home = home;
    this.workers = workers;
    this.engineThread = engineThread;
  }

  /** One time: what was copied, and what was entered. */
  record Pair(List<String> copied, String entered) {}

  /**
   * A step that enters something else each time.
   *
   * @param step counted from 0
   * @param from the steps that copied before, counted from 0
   * @param pairs what is known of the times it was done
   */
  record Wanted(int step, List<Integer> from, List<Pair> pairs) {

    /** Whether there is enough to see a rule in. */
    boolean isEnough() {
      return pairs.stream().map(Pair::copied).distinct().count() >= LEAST
          && pairs.stream().map(Pair::entered).distinct().count() > 1;
    }
  }

  /** Takes a program that was found. */
  interface Found {
    /**
     * @param pack in Base64
     */
    void program(Wanted wanted, String pack);
  }

  private record Job(Wanted wanted, Found found) {}

  /** Whether a program is being looked for. */
  public boolean busy() {
    return busy;
  }

  /**
   * Looks for a step's program; {@code found} is told on the engine's thread where there is one.
   */
  void find(Wanted wanted, Found found) {
    if (wanted.isEnough()) {
      waiting.add(new Job(wanted, found));
      next();
    }
  }

  private void next() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    Job job = waiting.remove();
    Path examples = examples();
    Path pack = pack();
    ScratchFile.write(examples, job.wanted().pairs().stream().map(Rewriting::example).toList());
    ObjectNode arguments = ProtocolJson.MAPPER.createObjectNode();
    arguments.put("kind", "transform").put("examples", examples.toString());
    arguments.put("out", pack.toString()).put("seed", 1);
    CompletableFuture<JsonNode> work =
        workers.start(Workers.ClassPath.DISTILLER, "distill", arguments, (fraction, phase) -> {});
    running = work;
    work.whenComplete((card, failure) -> engineThread.execute(() -> finish(job, work, card)));
  }

  /**
   * @param card null where it failed
   */
  private void finish(Job job, CompletableFuture<JsonNode> work, @Nullable JsonNode card) {
    boolean isWanted = running == work;
    running = null;
    busy = false;
    String program = isWanted && card != null ? proved(card, pack(), job.wanted()) : null;
    deleteFiles();
    if (program != null) {
      job.found().program(job.wanted(), program);
    }
    next();
  }

  /**
   * Lets go of everything that the person copied: what waits is dropped, the worker ended, its
   * files removed. A step whose program was not found yet goes on asking for its value.
   */
  void forget() {
    waiting.clear();
    CompletableFuture<JsonNode> work = running;
    running = null;
    if (work != null) {
      work.cancel(true);
    }
    deleteFiles();
  }

  private Path examples() {
    return home.scratch().resolve("rewriting.jsonl");
  }

  private Path pack() {
    return home.scratch().resolve("rewriting.still");
  }

  private void deleteFiles() {
    ScratchFile.delete(examples());
    ScratchFile.delete(pack());
  }

  /**
   * The pack in Base64; null of one that is no good, or does not make what the person entered. A
   * handful of times proves no bound, so one that is only better than nothing is taken too: what it
   * makes is never entered before the person has seen it.
   */
  private static @Nullable String proved(JsonNode card, Path pack, Wanted wanted) {
    JsonNode verdict = card.path("verdict");
    if (!verdict.path("better").asBoolean(verdict.path("passes").asBoolean())) {
      return null;
    }
    try {
      String program = Base64.getEncoder().encodeToString(Files.readAllBytes(pack));
      boolean makesAll =
          wanted.pairs().stream()
              .allMatch(pair -> pair.entered().equals(made(program, pair.copied())));
      return program.length() <= LARGEST && makesAll ? program : null;
    } catch (IOException gone) {
      return null; // The person is asked for the value, as before.
    }
  }

  /** What a program makes of what was copied; null where it is not sure enough. */
  static @Nullable String made(String program, List<String> copied) {
    try {
      ByteBuffer pack = ByteBuffer.wrap(Base64.getDecoder().decode(program));
      if (PackReader.read("the program of a step", pack).model() instanceof Student student) {
        Prediction said = student.predict(Input.of(input(copied)));
        return said.confidence() >= LIKELY ? said.output() : null;
      }
      return null;
    } catch (PackRefused | IllegalArgumentException broken) {
      return null;
    }
  }

  private static ObjectNode input(List<String> copied) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < copied.size(); i++) {
      input.put("copied" + (i + 1), copied.get(i));
    }
    return input;
  }

  private static ObjectNode example(Pair pair) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set("input", input(pair.copied()));
    return line.put("output", pair.entered());
  }
}
