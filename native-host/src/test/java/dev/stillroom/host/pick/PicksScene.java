package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.PickView.PickField;
import dev.stillroom.host.protocol.PickView.PickShape;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.JsonPaths;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Picks in a home of their own, with distillations that the test ends. */
abstract class PicksScene {

  static final String URL = "https://people.example/list/17?token=secret-query";
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  record Job(JsonNode arguments, List<String> examples, CompletableFuture<JsonNode> result) {}

  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  /** What is kept for a while only is kept by this one. */
  Instant now = NOW;

  final Clock steered =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  /** What workers were asked to read. */
  final List<JsonNode> readings = new ArrayList<>();

  /** What documents that were brought are to be removed by, once their time is over. */
  final List<Runnable> later = new ArrayList<>();

  BroughtDocuments brought;
  final List<Job> jobs = new ArrayList<>();
  Home home;
  Journal journal;
  Versions versions;
  Distillation distillation;
  Picks picks;
  Summaries summaries;
  Path writer;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    journal = Journal.open(home.journal());
    Audit audit = new Audit(journal, clock);
    TaskStore store = new TaskStore(journal, clock);
    versions = new Versions(journal, audit, clock);
    Notices nobody = (kind, quiet, task, prediction, act, message) -> {};
    distillation =
        new Distillation(
            home,
            store,
            new TaskKinds(List.of(new PickKind(journal, clock), new SummaryKind(journal, clock))),
            versions,
            audit,
            nobody,
            (classPath, job, arguments, progress) -> {
              CompletableFuture<JsonNode> result = new CompletableFuture<>();
              jobs.add(new Job(arguments, lines(arguments.path("examples").asText()), result));
              return result;
            },
            Runnable::run,
            push -> {});
    Pool pool = new Pool(home.packs(), 1_000_000);
    brought =
        new BroughtDocuments(
            home.scratch().resolve("documents"),
            steered,
            (delay, task) -> later.add(task),
            new Random(5));
    summaries =
        new Summaries(
            journal,
            store,
            versions,
            distillation,
            pool,
            new Documents(
                new Downloads(journal, clock),
                new Folders(new Settings(journal), home, Map.of("HOME", home.directory() + "")),
                brought,
                (classPath, job, arguments, progress) -> {
                  readings.add(arguments);
                  return CompletableFuture.failedFuture(new JobFailure("no worker here"));
                },
                Runnable::run),
            () -> Optional.ofNullable(writer),
            clock,
            new Random(8),
            Runnable::run,
            Runnable::run,
            () -> {});
    picks =
        new Picks(
            journal,
            store,
            versions,
            distillation,
            pool,
            clock,
            new Random(7),
            Runnable::run,
            Runnable::run,
            taskId -> {
              distillation.cancel(taskId);
              new Forget(journal, clock).task(taskId);
              distillation.sweepPacks();
            },
            () -> {});
  }

  @AfterEach
  void close() {
    journal.close();
  }

  PickView.Pick learn(Request.LearnPick page) {
    return picks.learn(page).pick();
  }

  long packs() throws IOException {
    try (Stream<Path> packs = Files.list(home.packs())) {
      return packs.count();
    }
  }

  static Request.LearnPick page(String taskId, FilledIn filled, Long replaces, String... names) {
    ObjectNode output = ProtocolJson.MAPPER.createObjectNode();
    List<List<List<String>>> rows = new ArrayList<>();
    for (String name : names) {
      output.withArray("first").add(name);
      rows.add(List.of(List.of(name)));
    }
    return new Request.LearnPick(
        taskId,
        "People",
        URL,
        PickShape.ITEMS,
        List.of(new PickField("first", true)),
        input(names),
        output,
        rows,
        filled,
        replaces);
  }

  static ObjectNode input(String... names) {
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode();
    for (String name : names) {
      input.withObject("json").withArray("people").addObject().put("first", name);
    }
    return input;
  }

  /** Ends a distillation with a student that reads the first names. */
  void learned(int job) throws IOException, PackRefused {
    Path pack = Path.of(jobs.get(job).arguments().path("out").asText());
    JsonPath path =
        new JsonPath(List.of(new Step.Member("people"), new Step.Each(), new Step.Member("first")));
    JsonPaths student =
        new JsonPaths(
            new Form(List.of(new Form.Blank("first", true))),
            List.of(List.of(new JsonPaths.Voice(new Pick(path), 1))));
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode().put("kind", "extract");
    card.putObject("verdict").put("passes", false);
    PackWriter.write(pack, student, card);
    card.put("digest", PackReader.read(pack).digest());
    jobs.get(job).result().complete(card);
  }

  static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean found(String text) throws IOException {
    try (Stream<Path> files = Files.walk(home.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
