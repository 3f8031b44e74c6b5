package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * An engine that knows a thousand models and runs a hundred of them, of each kind and size: what it
 * holds in memory, and what a model's first answer and its next ones take.
 */
public final class PoolBenchmark implements Benchmark {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REGISTERED = 1_000;
  private static final int IN_USE = 100;
  private static final int ROUNDS = 3;

  /** How long an encoder may lie idle, and the look at it, with room. */
  private static final Duration LET_GO = Duration.ofMinutes(2);

  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private static final String[] WORDS =
      "the letter that came this morning asks for an answer about the order and its late delivery"
          .split(" ");

  private final Random random = new Random(1);

  @Override
  public String name() {
    return "pool";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    try (Stage stage = Stage.set(Stage.imageOfBuild())) {
      register(stage);
      try (HostProcess host = HostProcess.start(stage)) {
        host.hello();
        measure(stage, host, table);
      }
    }
  }

  /** A third each: encoder heads of 77 labels, words alone of 77 labels, small ones of five. */
  private static void register(Stage stage) throws IOException {
    Home home = new Home(stage.home());
    home.create();
    Files.createDirectories(home.packs());
    MadePacks packs = new MadePacks(1);
    try (Journal journal = Journal.open(home.journal())) {
      Clock clock = Clock.systemUTC();
      TaskStore tasks = new TaskStore(journal, clock);
      Versions versions = new Versions(journal, new Audit(journal, clock), clock);
      for (int i = 0; i < REGISTERED; i++) {
        Student student =
            switch (i % 3) {
              case 0 -> packs.encoderHead(77, 2_600, 26);
              case 1 -> packs.linear(77, 3_000, 26);
              default -> packs.linear(5, 1_000, 3);
            };
        Path made = home.packs().resolve("made");
        String digest = MadePacks.write(made, student);
        Files.move(made, home.packs().resolve(digest + ".still"));
        String id = "task-" + i;
        tasks.add(
            id,
            "convert:jpeg",
            new View.Conversion("jpeg", false),
            new EvidenceView.Tally(List.of()));
        tasks.phase(id, View.TaskPhase.READY, null);
        versions.install(id, digest, MadePacks.card().toString());
      }
    }
  }

  private void measure(Stage stage, HostProcess host, Table table) throws IOException {
    long engine =
        stage.engine().orElseThrow(() -> new IOException("the engine does not run")).pid();
    double before = StartUp.residentMegabytes(engine);
    List<Double> first = new ArrayList<>();
    List<Double> next = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < IN_USE; i++) {
        JsonNode request =
            JSON.createObjectNode()
                .put("type", "tryTask")
                .put("taskId", "task-" + i * (REGISTERED / IN_USE))
                .put("input", text(i));
        JsonNode reply = host.ask(request);
        if (!reply.path("type").asText().equals("tried")) {
          throw new IOException("a model was not tried: " + reply);
        }
        (round == 0 ? first : next).add(reply.path("prediction").path("millis").asDouble());
      }
    }
    int loaded = host.ask("{\"type\": \"getStatus\"}").path("loadedModels").asInt();
    String how = REGISTERED + " models registered, " + loaded + " loaded";
    table.addAtLeast("models in memory", "", (double) IN_USE, loaded, how);
    table.add("engine with all of them registered, resident", "MB", null, before, "VmRSS");
    table.add(
        "engine with " + IN_USE + " in use: resident at most",
        "MB",
        400.0,
        megabytes(engine, "VmHWM:"),
        how + ", the encoder among them");
    table.add(
        "a model's first answer", "ms", null, HostProcess.median(first), "loading it included");
    table.add(
        "its next answers", "ms", null, HostProcess.median(next), "new texts, 14 to 120 words");
    stage.pass(LET_GO);
    double with = StartUp.residentMegabytes(engine);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    double left = with;
    while (left > with - 10 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(100_000_000);
      left = StartUp.residentMegabytes(engine);
    }
    table.add(
        "the same when the encoder was let go", "MB", null, left, "before: " + Math.round(with));
  }

  private static double megabytes(long pid, String line) throws IOException {
    for (String one : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
      if (one.startsWith(line)) {
        return Long.parseLong(one.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("no " + line + " of process " + pid);
  }

  private String text(int i) {
    StringBuilder text = new StringBuilder();
    int words = i % 10 == 0 ? 120 : 14;
    for (int k = 0; k < words; k++) {
      text.append(k == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }
}
