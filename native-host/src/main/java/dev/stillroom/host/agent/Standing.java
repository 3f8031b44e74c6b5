package dev.stillroom.host.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.agent.JobStore.Stored;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.TeachView.JobState;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKinds;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Sequence;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pool.Pool;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.Model;
import dev.stillroom.runtime.student.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where jobs stand, and which of the person's own tasks can be asked as one. */
final class Standing {

  /** So many labels or fields are told. */
  private static final int MOST_ANSWERS = 60;

  /** From so many examples on a classification can be learned at all. */
  private static final int FEW_LABELLED = 8;

  /** Of each of two labels. */
  private static final int FEW_OF_EACH = 2;

  /** The same of fields and texts. */
  private static final int FEW = 3;

  private final JobStore store;
  private final TaskStore tasks;
  private final TaskKinds kinds;
  private final Versions versions;
  private final Pool pool;

  Standing(JobStore store, TaskStore tasks, TaskKinds kinds, Versions versions, Pool pool) {
    this.store = store;
    this.tasks = tasks;
    this.kinds = kinds;
    this.versions = versions;
    this.pool = pool;
  }

  /** Every job. */
  List<TeachView.Job> jobs() {
    return store.all().stream().map(this::of).toList();
  }

  /** The person's own tasks that answer something, once they were learned. */
  List<TeachView.Job> own() {
    List<TeachView.Job> own = new ArrayList<>();
    for (Task task : tasks.all()) {
      if (versions.champion(task.id()).isPresent()) {
        own(task).ifPresent(own::add);
      }
    }
    return own;
  }

  private Optional<TeachView.Job> own(Task task) {
    return switch (task.act()) {
      case View.Choice choice ->
          Optional.of(
              job(
                  task,
                  "choose"
                      + (choice.control().isEmpty() ? "" : " " + choice.control())
                      + " on "
                      + choice.site()));
      case View.Picking picking ->
          Optional.of(
              job(
                  task,
                  String.join(", ", picking.fields())
                      + " from "
                      + (picking.site().isEmpty() ? picking.title() : picking.site())));
      case View.Passages passages ->
          Optional.of(job(task, "key passages of pages on " + passages.site()));
      case View.Answering answering -> Optional.of(job(task, answering.name()));
      // Of files, forms and steps nothing can be said from an input alone.
      case View.FileAct _, View.FormFill _, View.Repetition _ -> Optional.empty();
      // Listed as a job.
      case View.Errand _ -> Optional.empty();
    };
  }

  private TeachView.Job job(Task task, String name) {
    return shown(
        task.id(), name, "", kinds.of(task).student(task), Optional.of(task), (int) subjects(task));
  }

  private long subjects(Task task) {
    return kinds.of(task).subjects(task);
  }

  TeachView.Job of(Stored job) {
    return shown(
        job.id(),
        job.name(),
        job.instruction(),
        job.kind(),
        tasks.find(job.id()),
        store.count(job.id()));
  }

  private TeachView.Job shown(
      String id, String name, String instruction, String kind, Optional<Task> task, int examples) {
    Optional<Version> champion = versions.champion(id);
    JsonNode verdict = champion.map(version -> version.cardJson().path("verdict")).orElse(null);
    boolean checked = verdict != null && verdict.path("low").isNumber();
    Sequence sequence = champion.map(Version::sequence).orElse(new Sequence(0, 0));
    return new TeachView.Job(
        id,
        name,
        instruction,
        kind,
        answers(id, kind, champion),
        state(task, champion),
        examples,
        needs(id, kind),
        checked ? verdict.path("value").asDouble() : null,
        checked ? verdict.path("low").asDouble() : null,
        new View.Agreement(sequence.n(), sequence.agreements(), sequence.bound(), Sequence.LEVEL));
  }

  private List<String> answers(String id, String kind, Optional<Version> champion) {
    List<String> known =
        switch (kind) {
          case "classify" -> store.labels(id).stream().map(EvidenceView.Count::label).toList();
          case "extract" -> store.fields(id);
          default -> List.of();
        };
    if (known.isEmpty() && champion.isPresent()) {
      try {
        Model model = pool.model(champion.get().digest());
        if (model instanceof Student student && kind.equals("classify")) {
          known = student.answering().labels();
        } else if (model instanceof Extractor extractor) {
          known = extractor.form().blanks().stream().map(Form.Blank::name).toList();
        }
      } catch (PackRefused refused) {
        // What it could have said is not known; running it says why.
      }
    }
    return List.copyOf(known.subList(0, Math.min(MOST_ANSWERS, known.size())));
  }

  static JobState state(Optional<Task> task, Optional<Version> champion) {
    if (task.isEmpty()) {
      return JobState.GATHERING;
    }
    if (task.get().paused()) {
      return JobState.PAUSED;
    }
    return switch (task.get().phase()) {
      case PROPOSED -> JobState.PROPOSED;
      case FAILED -> JobState.FAILED;
      case DISMISSED -> JobState.DISMISSED;
      case DISTILLING -> champion.isEmpty() ? JobState.LEARNING : learned(champion.get().trust());
      case READY -> champion.isEmpty() ? JobState.FAILED : learned(champion.get().trust());
    };
  }

  private static JobState learned(Trust trust) {
    return switch (trust) {
      case SUGGEST, AUTO_GRANTED, AUTO_EARNED -> JobState.READY;
      case SHADOW -> JobState.SHADOW;
      case OBSERVE -> JobState.WEAK;
    };
  }

  /** How many more examples it takes until something can be learned. */
  int needs(String jobId, String kind) {
    int examples = store.count(jobId);
    if (!kind.equals("classify")) {
      return Math.max(0, FEW - examples);
    }
    int missing =
        store.labels(jobId).stream()
            .limit(2)
            .mapToInt(count -> Math.max(0, FEW_OF_EACH - count.times()))
            .sum();
    int labels = (int) Math.min(2, store.labels(jobId).size());
    return Math.max(FEW_LABELLED - examples, missing + FEW_OF_EACH * (2 - labels));
  }
}
