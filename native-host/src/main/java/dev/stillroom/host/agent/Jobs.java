package dev.stillroom.host.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.stillroom.host.agent.JobStore.Stored;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View.NoticeKind;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.Notices;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.task.Tasks;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pool.Pool;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Jobs that agents hand over: their examples gather until the person can be asked whether a small
 * model shall learn them; then it answers, and what it is told to be right is its evidence.
 */
public final class Jobs {

  /** More jobs than these nobody looks through. */
  private static final int MOST_JOBS = 200;

  private static final int MOST_LABELS = 300;
  private static final int MOST_FOUND = 20;
  private static final int LONGEST_QUESTION = 2_000;

  private final JobStore store;
  private final Settings settings;
  private final TaskStore tasks;
  private final Tasks life;
  private final Standing standing;
  private final JobAnswers answers;
  private final Audit audit;
  private final Notices notices;
  private final RandomGenerator random;
  private final Runnable changed;

  /**
   * @param life the tasks, as the person steers them
   * @param students where models run: a large input takes a while, and others wait for the engine
   * @param changed told when something that is shown has changed
   */
  public Jobs(
      Journal journal,
      Settings settings,
      TaskStore tasks,
      Tasks life,
      TaskKinds kinds,
      Versions versions,
      Pool pool,
      JobEvidence evidence,
      Audit audit,
      Notices notices,
      Clock clock,
      RandomGenerator random,
      Executor students,
      Executor engineThread,
      Runnable changed) {
    this.store = new JobStore(journal, clock);
    this.settings = settings;
    this.tasks = tasks;
    this.life = life;
    this.standing = new Standing(store, tasks, kinds, versions, pool);
    this.answers = new JobAnswers(store, tasks, versions, pool, evidence, students, engineThread);
    this.audit = audit;
    this.notices = notices;
    this.random = random;
    this.changed = changed;
  }

  /** Jobs that fit what is asked for in words; none where nothing does. */
  public Reply.FoundJobs find(Request.FindJobs request) {
    JobCheck.require(
        !request.words().isBlank() && request.words().length() <= LONGEST_QUESTION,
        "say in 1 to " + LONGEST_QUESTION + " characters what is to be done");
    List<TeachView.Job> known = new java.util.ArrayList<>(standing.jobs());
    if (request.all()) {
      known.addAll(standing.own());
    }
    known.removeIf(job -> job.state() == TeachView.JobState.DISMISSED);
    return new Reply.FoundJobs(
        JobRanking.rank(request.words(), known, Math.clamp(request.limit(), 1, MOST_FOUND)),
        known.size());
  }

  /** One answer; silence, with the reason, where nothing may be said. */
  public CompletableFuture<Reply> run(Request.RunJob request) {
    requireGoing();
    JsonNode input = JobCheck.input(request.input());
    Optional<Stored> job = store.find(request.taskId());
    if (job.isPresent()) {
      return answers.run(job.get(), input, !settings.recordingPaused());
    }
    Task task = tasks.get(request.taskId());
    boolean asked = standing.own().stream().anyMatch(own -> own.taskId().equals(task.id()));
    if (!request.all() || !asked) {
      throw new RequestFailure(
          ErrorCode.NOT_ALLOWED,
          "'"
              + task.id()
              + "' is not given to agents: the person may start the server with --all-tasks");
    }
    return answers.runOwn(task, input);
  }

  /** Takes an example in; what models say of its input, before they know, is their evidence. */
  public CompletableFuture<Reply> give(Request.GiveExample request) {
    requireGoing();
    if (settings.recordingPaused()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "recording is paused: nothing is kept until it goes on");
    }
    JobCheck.require(
        (request.taskId() == null) != (request.job() == null),
        "say which job it is an example of: its id, or what a new one is called");
    Stored known = request.taskId() == null ? null : store.get(request.taskId());
    if (known == null) {
      JobCheck.job(request.job());
      known = store.named(request.job().name(), request.job().student()).orElse(null);
    }
    String kind = known == null ? request.job().student() : known.kind();
    JsonNode input = JobCheck.input(request.input());
    JsonNode output = request.output() == null ? NullNode.getInstance() : request.output();
    JobCheck.example(JobCheck.kind(kind), input, output);
    Stored job = known == null ? begin(request.job()) : known;
    requireFits(job, output);
    return answers
        .heard(job, input, output, request.corrects())
        .thenApply(
            nothing -> {
              kept(job);
              return new Reply.JobShown(standing.of(job));
            });
  }

  private Stored begin(TeachView.NewJob job) {
    if (store.all().size() >= MOST_JOBS) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "there are " + MOST_JOBS + " jobs already: forget some before you begin another");
    }
    return store.add("job-" + HexFormat.of().toHexDigits(random.nextLong()), job, false);
  }

  /** One agent that was talked into something must not widen what a job may answer for ever. */
  private void requireFits(Stored job, JsonNode output) {
    if (job.kind().equals("classify") && output.isTextual()) {
      List<EvidenceView.Count> labels = store.labels(job.id());
      JobCheck.require(
          labels.size() < MOST_LABELS
              || labels.stream().anyMatch(known -> known.label().equals(output.textValue())),
          "this job has " + MOST_LABELS + " labels already: that is no classification any more");
    } else if (job.kind().equals("extract")) {
      List<String> fields = store.fields(job.id());
      List<String> given = new java.util.ArrayList<>();
      output.fieldNames().forEachRemaining(given::add);
      JobCheck.require(
          fields.isEmpty() || List.copyOf(fields).containsAll(given) && given.containsAll(fields),
          "this job's answers have the fields "
              + String.join(", ", fields)
              + ": give all of them, null where there is none");
    }
  }

  private void kept(Stored job) {
    tasks.find(job.id()).ifPresent(task -> tasks.evidence(task.id(), job.act(), evidence(job)));
    changed.run();
  }

  private EvidenceView.Handed evidence(Stored job) {
    return new EvidenceView.Handed(
        store.count(job.id()), job.kind().equals("classify") ? store.labels(job.id()) : List.of());
  }

  /** Asks the person whether it shall be learned; has it learned where they said so beforehand. */
  public Reply.JobShown propose(Request.ProposeJob request) {
    requireGoing();
    Stored job = store.get(request.taskId());
    Optional<Task> task = tasks.find(job.id());
    int needs = standing.needs(job.id(), job.kind());
    if (needs > 0) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "'"
              + job.name()
              + "' has "
              + store.count(job.id())
              + " examples: record "
              + needs
              + " more"
              + (job.kind().equals("classify") ? ", of two labels at least" : ""));
    }
    TaskPhase phase = task.map(Task::phase).orElse(null);
    switch (phase) {
      case null -> {
        tasks.add(job.id(), job.id().replaceFirst("-", ":"), job.act(), evidence(job));
        proposed(job);
      }
      case DISMISSED ->
          throw new RequestFailure(
              ErrorCode.NOT_ALLOWED,
              "the person does not want '"
                  + job.name()
                  + "' learned: do not propose it again; only they can have it learned after all");
      case PROPOSED, FAILED, DISTILLING, READY -> {
        // The person sees it already, or it is learned: housekeeping learns from what is new.
      }
    }
    Task asked = tasks.get(job.id());
    if (request.learn() && (asked.phase() == TaskPhase.PROPOSED || mayTryAgain(asked))) {
      audit.record(
          job.id(), "agent", "Learned unasked: the agents' server was started with --learn.");
      life.accept(job.id());
    }
    changed.run();
    return new Reply.JobShown(standing.of(job));
  }

  /** One that failed is tried again once there is more to learn from. */
  private boolean mayTryAgain(Task task) {
    return task.phase() == TaskPhase.FAILED && store.count(task.id()) > task.subjects();
  }

  private void proposed(Stored job) {
    audit.record(
        job.id(),
        "proposal",
        "An agent gave " + store.count(job.id()) + " examples and proposes to learn this.");
    notices.tell(NoticeKind.PROPOSAL, false, job.id(), null, null, null);
  }

  private void requireGoing() {
    if (settings.stopped()) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, "the person has stopped everything: try it later");
    }
  }
}
