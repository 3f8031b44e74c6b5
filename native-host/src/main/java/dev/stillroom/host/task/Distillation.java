package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Carried;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Version.Role;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.worker.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Has a worker distill a task's model from its labels and installs what comes back: the first one
 * that passes is offered from then on, a later one predicts in the champion's shadow.
 */
public final class Distillation {

  /** How far a running distillation is. */
  public record Progress(double fraction, String phase) {}

  private final Home home;
  private final TaskStore tasks;
  private final TaskKinds kinds;
  private final Versions versions;
  private final Audit audit;
  private final Notices notices;
  private final Workers workers;
  private final Executor engineThread;
  private final Consumer<Push> pushes;
  private final Map<String, Progress> running = new HashMap<>();
  private final Map<String, List<Runnable>> waiting = new HashMap<>();
  private final Map<String, CompletableFuture<JsonNode>> jobs = new HashMap<>();
  private int started;

  public Distillation(
      Home home,
      TaskStore tasks,
      TaskKinds kinds,
      Versions versions,
      Audit audit,
      Notices notices,
      Workers workers,
      Executor engineThread,
      Consumer<Push> pushes) {
    this.home = home;
    this.tasks = tasks;
    this.kinds = kinds;
    this.versions = versions;
    this.audit = audit;
    this.notices = notices;
    this.workers = workers;
    this.engineThread = engineThread;
    this.pushes = pushes;
  }

  public boolean busy() {
    return !running.isEmpty();
  }

  /** How far this task's distillation is, or null when none is running. */
  public Progress progress(String taskId) {
    return running.get(taskId);
  }

  /** Stops a task's distillation, if one is running; what it made is thrown away. */
  public void cancel(String taskId) {
    running.remove(taskId);
    CompletableFuture<JsonNode> job = jobs.remove(taskId);
    if (job != null) {
      job.cancel(true);
    }
  }

  /** Stops all of them, because what they learn from is to be forgotten; they are wanted anew. */
  public void startOver() {
    for (String taskId : List.copyOf(jobs.keySet())) {
      cancel(taskId);
      tasks.retrain(taskId, true);
    }
  }

  /** Takes up what an engine that died was distilling, and removes packs that nothing names. */
  public void resume() {
    for (Task task : tasks.all()) {
      if (task.phase() == TaskPhase.DISTILLING) {
        tasks.retrain(task.id(), true);
      }
    }
    sweepPacks();
  }

  /** Starts one; does nothing while one of this task is running. */
  public void start(Task task) {
    if (running.containsKey(task.id())) {
      return;
    }
    started++;
    Path examples = home.scratch().resolve(task.id() + "-" + started + ".jsonl");
    Path pack = home.scratch().resolve(task.id() + "-" + started + ".still");
    Path inputs = home.scratch().resolve(task.id() + "-" + started + ".inputs");
    ScratchFile.write(examples, kinds.labels(task).stream().map(Labelled::toExample).toList());
    running.put(task.id(), new Progress(0, "starting"));
    if (task.phase() == TaskPhase.PROPOSED || task.phase() == TaskPhase.FAILED) {
      tasks.phase(task.id(), TaskPhase.DISTILLING, null);
    }
    tasks.retrain(task.id(), false);
    ObjectNode arguments =
        ProtocolJson.MAPPER
            .createObjectNode()
            .put("kind", kinds.of(task).student(task))
            .put("examples", examples.toString())
            .put("out", pack.toString())
            .put("small", kinds.of(task).small())
            .put("seed", 1);
    versions.champion(task.id()).ifPresent(champion -> arguments.put("parent", champion.digest()));
    CompletableFuture<JsonNode> job = job(task.id(), arguments, kinds.of(task).more(task, inputs));
    jobs.put(task.id(), job);
    job.whenComplete(
        (card, failure) ->
            engineThread.execute(
                () -> {
                  ScratchFile.delete(inputs);
                  finish(task.id(), job, examples, pack, card, failure);
                }));
  }

  /** The worker's job, begun once it is known what else it is told; cancelled with the result. */
  private CompletableFuture<JsonNode> job(
      String taskId, ObjectNode arguments, CompletableFuture<ObjectNode> more) {
    CompletableFuture<JsonNode> result = new CompletableFuture<>();
    more.whenComplete(
        (told, failure) -> {
          if (failure != null) {
            result.completeExceptionally(failure);
          }
          if (result.isDone()) {
            return;
          }
          arguments.setAll(told);
          CompletableFuture<JsonNode> job =
              workers.start(
                  Workers.ClassPath.DISTILLER,
                  "distill",
                  arguments,
                  (fraction, phase) ->
                      engineThread.execute(() -> report(taskId, new Progress(fraction, phase))));
          result.whenComplete((done, broken) -> job.cancel(true));
          job.whenComplete(
              (card, broken) -> {
                if (broken == null) {
                  result.complete(card);
                } else {
                  result.completeExceptionally(broken);
                }
              });
        });
    return result;
  }

  private void report(String taskId, Progress progress) {
    if (running.replace(taskId, progress) != null) {
      pushes.accept(new Push.Progress(taskId, progress.fraction(), progress.phase()));
    }
  }

  private void finish(
      String taskId,
      CompletableFuture<JsonNode> job,
      Path examples,
      Path pack,
      JsonNode card,
      Throwable failure) {
    try {
      if (jobs.get(taskId) != job) {
        return; // Cancelled meanwhile, and perhaps another one started.
      }
      running.remove(taskId);
      jobs.remove(taskId);
      if (tasks.find(taskId).isEmpty()) {
        return; // Forgotten meanwhile.
      }
      if (failure != null) {
        failed(tasks.get(taskId), failure.getMessage());
      } else {
        install(tasks.get(taskId), pack, card);
      }
    } finally {
      ScratchFile.delete(examples);
      ScratchFile.delete(pack);
      if (!jobs.containsKey(taskId)) {
        List<Runnable> told = waiting.remove(taskId);
        if (told != null) {
          told.forEach(Runnable::run);
        }
      }
    }
  }

  private void failed(Task task, String why) {
    boolean first = versions.champion(task.id()).isEmpty();
    tasks.failed(task.id(), kinds.of(task).subjects(task));
    tasks.phase(task.id(), first ? TaskPhase.FAILED : TaskPhase.READY, first ? why : null);
    audit.record(task.id(), "distill", "A distillation failed: " + why);
    if (first) {
      notices.tell(NoticeKind.NOT_LEARNED, false, task.id(), null, null, why);
    }
  }

  private void install(Task task, Path pack, JsonNode card) {
    String digest = card.path("digest").asText();
    boolean passes = Version.passes(card);
    tasks.distilled(task.id(), card.path("seconds").asDouble(), kinds.of(task).subjects(task));
    tasks.phase(task.id(), TaskPhase.READY, null);
    // What the newest learned from may be less than what the one before it learned from.
    boolean worse = !passes && versions.champion(task.id()).filter(Version::passes).isPresent();
    if (kinds.of(task).newestServes() || kinds.of(task).newestServes(task) && !worse) {
      serve(task, pack, digest, card);
      return;
    }
    if (versions.find(task.id(), digest).isPresent()) {
      audit.record(task.id(), "distill", "Distilled again: the same model came out.");
      return;
    }
    if (!passes && versions.champion(task.id()).isPresent()) {
      audit.record(
          task.id(), "distill", "A challenger was distilled and dropped: it does not pass.");
      return;
    }
    try {
      publish(pack, digest);
    } catch (UncheckedIOException e) {
      failed(task, e.getMessage() + ": " + e.getCause().getMessage());
      return;
    }
    Optional<Version> serving =
        versions.champion(task.id()).filter(champion -> champion.trust() != Trust.OBSERVE);
    if (kinds.of(task).newestSuggests() && serving.isPresent()) {
      Carried carried =
          kinds.of(task).carries(task, serving.get(), home.packs().resolve(digest + ".still"));
      boolean granted = task.grantedAt() != null && Ladder.actsByItself(serving.get().trust());
      versions.succeed(serving.get(), digest, card.toString(), carried, granted);
      versions.prune(task.id());
      sweepPacks();
      return;
    }
    versions.install(task.id(), digest, card.toString());
    versions.prune(task.id());
    sweepPacks();
    Version version = versions.find(task.id(), digest).orElseThrow();
    if (version.role() == Role.CHALLENGER) {
      versions.move(
          version, Cause.CHALLENGED, "A challenger was distilled; it runs in the shadow.");
    } else if (passes) {
      versions.move(version, Cause.LEARNED, learned(card));
      notices.tell(NoticeKind.LEARNED, false, task.id(), null, null, null);
    } else {
      notices.tell(NoticeKind.NOT_LEARNED, false, task.id(), null, null, needs(card));
    }
  }

  private void serve(Task task, Path pack, String digest, JsonNode card) {
    try {
      if (versions.find(task.id(), digest).isEmpty()) {
        publish(pack, digest);
      }
    } catch (UncheckedIOException e) {
      failed(task, e.getMessage() + ": " + e.getCause().getMessage());
      return;
    }
    boolean first = versions.champion(task.id()).isEmpty();
    boolean passes = versions.serve(task.id(), digest, card.toString()).passes();
    versions.prune(task.id());
    sweepPacks();
    if (first && kinds.of(task).announced()) {
      notices.tell(
          passes ? NoticeKind.LEARNED : NoticeKind.NOT_LEARNED,
          false,
          task.id(),
          null,
          null,
          passes ? null : needs(card));
    }
  }

  /** Runs {@code then} on the engine's thread once no distillation of this task is under way. */
  public void whenDone(String taskId, Runnable then) {
    if (running.containsKey(taskId)) {
      waiting.computeIfAbsent(taskId, id -> new ArrayList<>()).add(then);
    } else {
      then.run();
    }
  }

  private static String learned(JsonNode card) {
    JsonNode verdict = card.path("verdict");
    return String.format(
        Locale.ROOT,
        "Learned: %s, right in %.0f %% of %d examples (at least %.0f %%), baseline %.0f %%.",
        card.path("student").asText(),
        100 * verdict.path("value").asDouble(),
        card.path("examples").path("verify").asInt(),
        100 * verdict.path("low").asDouble(),
        100 * verdict.path("baseline").asDouble());
  }

  private static String needs(JsonNode card) {
    JsonNode needs = card.path("verdict").path("needs");
    return needs.isInt()
        ? "Not sure enough yet: about " + needs.asInt() + " more examples are needed."
        : "Not sure enough yet: what decides this could not be found in the examples.";
  }

  private void publish(Path pack, String digest) {
    Path target = home.packs().resolve(digest + ".still");
    try {
      Files.createDirectories(home.packs());
      try (FileChannel file = FileChannel.open(pack, StandardOpenOption.WRITE)) {
        file.force(true);
      }
      Files.move(pack, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel folder = FileChannel.open(home.packs(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put the new model at " + target, e);
    }
  }

  /** Removes the bytes of versions that are no more. */
  public void sweepPacks() {
    Set<String> named = versions.digests();
    try (Stream<Path> packs = Files.list(Files.createDirectories(home.packs()))) {
      packs
          .filter(pack -> !named.contains(pack.getFileName().toString().replace(".still", "")))
          .forEach(ScratchFile::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look through " + home.packs(), e);
    }
  }
}
