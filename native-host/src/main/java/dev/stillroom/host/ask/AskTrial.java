package dev.stillroom.host.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.routine.Routine;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.ScratchFile;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Ladder;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.worker.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Whether a small model would have given a teacher's answers: tried now and then while a question
 * comes back, each answer predicted by models that had not seen it. It is suggested once the share
 * of agreement is surely high enough, by a bound that may be looked at again and again.
 */
final class AskTrial {

  /** With fewer answers no bound could be high enough. */
  private static final int ENOUGH = 10;

  /** Tried again when there is a fifth more. */
  private static final double MORE = 1.2;

  private final Home home;
  private final AskStore store;
  private final TaskStore tasks;
  private final Tasks life;
  private final Workers workers;
  private final Executor engineThread;
  private final Runnable changed;
  private Run run;
  private int begun;

  /** What is under way, with the files that hold texts of pages. */
  private record Run(Path examples, Path pack, CompletableFuture<JsonNode> job) {

    void clear() {
      ScratchFile.delete(examples);
      ScratchFile.delete(pack);
    }
  }

  AskTrial(
      Home home,
      AskStore store,
      TaskStore tasks,
      Tasks life,
      Workers workers,
      Executor engineThread,
      Runnable changed) {
    this.home = home;
    this.store = store;
    this.tasks = tasks;
    this.life = life;
    this.workers = workers;
    this.engineThread = engineThread;
    this.changed = changed;
  }

  boolean busy() {
    return run != null;
  }

  /** Its answers may be among what is to be forgotten. */
  void forget() {
    Run stopped = run;
    run = null;
    if (stopped != null) {
      stopped.job().cancel(true);
      stopped.clear();
    }
  }

  /** A question was answered once more. */
  void consider(AskStore.Question question) {
    List<AskStore.Ask> answered = store.answered(question.id());
    boolean due =
        answered.size() >= ENOUGH && answered.size() >= Math.ceil(MORE * question.tried());
    if (busy() || question.byHand() || !due || isTaken(question.id())) {
      return;
    }
    store.tried(question.id(), answered.size());
    String student = Spelling.student(answered);
    if (student == null) {
      return;
    }
    // One that was cancelled may still remove its files while the next one runs.
    String stem = question.id() + "-trial-" + ++begun;
    Path examples = home.scratch().resolve(stem + ".jsonl");
    Path pack = home.scratch().resolve(stem + ".still");
    ScratchFile.write(
        examples, AskKind.labelled(answered, student).stream().map(Labelled::toExample).toList());
    ObjectNode arguments = ProtocolJson.MAPPER.createObjectNode();
    arguments.put("kind", student).put("examples", examples.toString());
    arguments.put("out", pack.toString()).put("seed", 1);
    Run started =
        new Run(
            examples,
            pack,
            workers.start(
                Workers.ClassPath.DISTILLER, "distill", arguments, (fraction, phase) -> {}));
    run = started;
    started
        .job()
        .whenComplete(
            (card, failure) ->
                engineThread.execute(
                    () -> {
                      boolean waited = run == started;
                      run = waited ? null : run;
                      started.clear();
                      if (failure == null && waited && store.find(question.id()).isPresent()) {
                        suggest(question, answered.size(), card);
                      }
                    }));
  }

  /** Whether the person has said yes already. */
  private boolean isTaken(String id) {
    return tasks
        .find(id)
        .map(Task::phase)
        .filter(phase -> phase != TaskPhase.PROPOSED && phase != TaskPhase.DISMISSED)
        .isPresent();
  }

  private void suggest(AskStore.Question question, int times, JsonNode card) {
    JsonNode verdict = card.path("verdict");
    int n = verdict.path("n").asInt();
    int agreed = (int) Math.round(n * verdict.path("value").asDouble());
    double bound = new Sequence(n, agreed).bound();
    if (!Version.passes(card) || bound < Ladder.PUSHED) {
      return;
    }
    EvidenceView.AskedOften evidence =
        new EvidenceView.AskedOften(times, n, agreed, bound, card.path("bytes").asLong());
    life.found(
        new Routine(
            question.id(),
            question.id().replaceFirst("-", ":"),
            new View.Answering(question.frame().shown(), false),
            evidence,
            true,
            String.format(
                Locale.ROOT,
                "asked %d times; a small model agrees %d of %d times, at least %.0f %%",
                times,
                agreed,
                n,
                Math.floor(100 * bound))));
    changed.run();
  }
}
