package dev.stillroom.host.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.agent.JobEvidence;
import dev.stillroom.host.agent.JobKind;
import dev.stillroom.host.agent.JobStore;
import dev.stillroom.host.agent.Jobs;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.outcome.Settlement;
import dev.stillroom.host.outcome.Succession;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.ChooseKind;
import dev.stillroom.host.task.Corrections;
import dev.stillroom.host.task.Distillation;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.Predictions;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Condition;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.RuleList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and shared files in a home of their own. */
abstract class SharingScene {

  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  static final String OWN = "job-0000000000000001";

  final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  Home home;
  Journal journal;
  Settings settings;
  TaskStore tasks;
  Versions versions;
  Audit audit;
  Jobs jobs;
  Sharing sharing;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    home = new Home(directory.resolve("home"));
    home.create();
    journal = Journal.open(home.journal());
    settings = new Settings(journal);
    audit = new Audit(journal, clock);
    tasks = new TaskStore(journal, clock);
    versions = new Versions(journal, audit, clock);
    Notices nobody = (kind, quiet, task, prediction, act, message) -> {};
    TaskKinds kinds =
        new TaskKinds(
            List.of(
                new JobKind(new JobStore(journal, clock)),
                new ChooseKind(new Choices(journal, clock))));
    Pool pool = new Pool(home.packs(), 1_000_000);
    Distillation distillation =
        new Distillation(
            home,
            tasks,
            kinds,
            versions,
            audit,
            nobody,
            (classPath, job, arguments, progress) -> new CompletableFuture<>(),
            Runnable::run,
            push -> {});
    Predictions predictions = new Predictions(journal);
    Corrections corrections = new Corrections(journal, clock);
    Settlement settlement =
        new Settlement(
            tasks,
            kinds,
            predictions,
            corrections,
            versions,
            new Succession(journal, kinds, versions, nobody),
            nobody,
            clock);
    jobs =
        new Jobs(
            journal,
            settings,
            tasks,
            new Tasks(tasks, kinds, versions, distillation, pool, audit, nobody, clock),
            kinds,
            versions,
            pool,
            new JobEvidence(tasks, predictions, corrections, settlement, clock),
            audit,
            nobody,
            clock,
            new Random(3),
            Runnable::run,
            Runnable::run,
            () -> {});
    sharing = new Sharing(home, journal, tasks, versions, audit, clock, new Random(4), () -> {});
  }

  @AfterEach
  void close() {
    journal.close();
  }

  /** Texts with "sale" are advertising, others are not. */
  static RuleList model() {
    RuleList.Rule sale =
        new RuleList.Rule(
            List.of(new Condition.HasWord("text", "sale")), 0, new Counts(List.of(40, 0)));
    RuleList.Rule otherwise = new RuleList.Rule(List.of(), 1, new Counts(List.of(0, 60)));
    return new RuleList(
        new Answering(List.of("advertising", "letter"), 1, 0), List.of(sale), otherwise);
  }

  static ObjectNode card(String name) {
    ObjectNode card = ProtocolJson.MAPPER.createObjectNode();
    card.put("kind", "classify").put("student", "rule-list");
    card.putObject("examples").put("train", 90).put("verify", 10);
    card.putObject("verdict")
        .put("method", "holdout")
        .put("value", 0.99)
        .put("low", 0.97)
        .put("passes", true);
    card.putObject("provenance").put("dataset", "digest-of-private-things");
    card.putArray("says").add("private words of the card");
    if (name != null) {
      card.putObject("task").put("name", name).put("instruction", "By what it offers.");
    }
    return card;
  }

  /** A job of the person's own with a model that passed. */
  void learned() throws IOException {
    learned(model());
  }

  void learned(RuleList model) throws IOException {
    String digest = PackWriter.digest(model);
    PackWriter.write(home.packs().resolve(digest + ".still"), model, card(null));
    JobStore store = new JobStore(journal, clock);
    JobStore.Stored job =
        store.add(OWN, new TeachView.NewJob("Sort post", "Own words.", "classify"), false);
    tasks.add(OWN, "job:1", job.act(), new EvidenceView.Handed(12, List.of()));
    tasks.phase(OWN, TaskPhase.READY, null);
    versions.install(OWN, digest, card(null).toString());
    versions.move(versions.champion(OWN).orElseThrow(), Cause.LEARNED, "It passed.");
  }

  static String shared(String name) {
    return Base64.getEncoder().encodeToString(PackWriter.bytes(model(), card(name)));
  }

  String take(String base64) {
    return sharing.open(new Request.OpenShared("post.still", base64, 0, true)).taskId();
  }

  JsonNode run(String task, String text) {
    return ((Reply.Ran) jobs.run(new Request.RunJob(task, TextNode.valueOf(text), false)).join())
        .answer();
  }

  TeachView.Job give(String task, String text, String label, boolean corrects) {
    return ((Reply.JobShown)
            jobs.give(
                    new Request.GiveExample(
                        task, null, TextNode.valueOf(text), TextNode.valueOf(label), corrects))
                .join())
        .job();
  }

  static String digest(Path pack) throws PackRefused {
    return PackReader.read(pack).digest();
  }
}
