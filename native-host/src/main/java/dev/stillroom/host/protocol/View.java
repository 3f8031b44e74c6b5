package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/**
 * What a client is shown of tasks, acts and what waits: plain values, the words are the client's.
 */
public final class View {

  private View() {}

  /** What a task does; one record for each kind of task. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Conversion.class, name = "CONVERT"),
    @JsonSubTypes.Type(value = Filing.class, name = "FILE"),
    @JsonSubTypes.Type(value = Choice.class, name = "CHOOSE"),
    @JsonSubTypes.Type(value = Picking.class, name = "EXTRACT"),
    @JsonSubTypes.Type(value = Passages.class, name = "SUMMARIZE"),
    @JsonSubTypes.Type(value = FormFill.class, name = "FILL"),
    @JsonSubTypes.Type(value = Repetition.class, name = "REPEAT"),
    @JsonSubTypes.Type(value = Errand.class, name = "JOB"),
    @JsonSubTypes.Type(value = Answering.class, name = "ANSWER")
  })
  public sealed interface Act
      permits FileAct, Choice, Picking, Passages, FormFill, Repetition, Errand, Answering {}

  /** What can be done to a file, and undone. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Conversion.class, name = "CONVERT"),
    @JsonSubTypes.Type(value = Filing.class, name = "FILE")
  })
  public sealed interface FileAct extends Act permits Conversion, Filing {}

  /** A file act that can be done and learned: a conversion, for example to {@code jpeg}. */
  public record Conversion(String to, boolean removeOriginal) implements FileAct {}

  /**
   * Putting a download into the folder where it belongs.
   *
   * @param folder the folder, of a file that is offered to go or went there; null of the task
   * @param name the name it gets there; null where it keeps its own
   */
  public record Filing(@Nullable String folder, @Nullable String name) implements FileAct {

    public Filing(@Nullable String folder) {
      this(folder, null);
    }
  }

  /**
   * Choosing a label beside content; only ever suggested, never done by itself.
   *
   * @param placeId the site's control at which it is chosen
   * @param control what the control is called, for example {@code Label}
   */
  public record Choice(String placeId, String site, String control) implements Act {}

  /** Filling in fields from pages of one kind; the person looks at each before it is kept. */
  public record Picking(String title, String site, List<String> fields) implements Act {}

  /** Choosing key passages of pages of one kind; shown, and nothing else is done. */
  public record Passages(String title, String site) implements Act {}

  /**
   * Filling a form from pages of one kind; always shown before it is done, and never sent.
   *
   * @param from the kind of page the data comes from: host and path, {@code *} for what changes
   * @param into the kind of page the form is on
   * @param title the form's page as the person sees it called
   */
  public record FormFill(String from, String into, String title, List<String> fields)
      implements Act {}

  /**
   * Doing again, step by step, what the person did in pages; begun by them each time.
   *
   * @param what what it comes to: a form is sent, values are copied
   * @param object what it is done to, in the page's words; may be empty
   * @param values how many values are copied
   * @param from the site that values are copied from; empty where none are
   * @param site where it is done
   * @param steps how many there are
   */
  public record Repetition(
      Verb what, String object, int values, String from, String site, int steps) implements Act {}

  /**
   * Answering a question about a text, as a large model did or the person specified; shown, and
   * nothing else is done.
   *
   * @param name what the person sees it called
   * @param byHand whether the person specified it, instead of asking it again and again
   */
  public record Answering(String name, boolean byHand) implements Act {}

  /**
   * Answering a job that is put in words; its examples are given by agents, or by the person.
   *
   * @param student what answers: classify, extract or transform
   * @param shared whether it came as a file from somebody else
   */
  public record Errand(String name, String instruction, String student, boolean shared)
      implements Act {}

  /** What a routine comes to. */
  public enum Verb {
    COPY,
    DOWNLOAD,
    ASK,
    SUBMIT,
    FILL,
    CHOOSE,
    OPEN,
    SEARCH,
    CLICK,
    OTHER
  }

  /**
   * One step of a routine as it is done again.
   *
   * @param deed click, input, select, submit, navigate, copy or paste
   * @param page the page it is done on: scheme, host and path, {@code *} for what changes
   * @param on what it is done to
   * @param name what the value is called that the person gives; null where none is asked for
   * @param value the value that was always the same; null where it is not known
   * @param copied the step that copied the value, counted from 0; null where none did
   * @param changed how what was copied is changed before; null where it is taken as it is. What is
   *     made so is shown to the person and entered when they say so, each time.
   */
  public record ReplayStep(
      String deed,
      String page,
      Event.Spot on,
      @Nullable String name,
      @Nullable String value,
      @Nullable Integer copied,
      @Nullable Rewritten changed) {}

  /**
   * A value that was made of what was copied.
   *
   * @param from the steps that copied, counted from 0
   * @param copied what the last of them copied once
   * @param entered what was made of it that time
   */
  public record Rewritten(List<Integer> from, String copied, String entered) {}

  public enum TaskPhase {
    PROPOSED,
    DISTILLING,
    READY,
    FAILED,
    DISMISSED
  }

  /**
   * Agreement of the current model with the person: {@code agreements} of {@code n} acts, at least
   * {@code bound} with probability {@code level} whenever it is looked at.
   */
  public record Agreement(long n, long agreements, double bound, double level) {}

  /** One version of a task's model and its verdict. */
  public record Model(
      String digest,
      int version,
      String student,
      long bytes,
      boolean champion,
      Trust trust,
      boolean passes,
      String method,
      String metric,
      double value,
      double low,
      double baseline,
      double level,
      @Nullable Integer needs,
      int examples,
      double p50Millis,
      double loadMillis,
      Instant installed) {}

  /**
   * @param seconds how long the last distillation took; null before the first
   * @param failure one clear line when {@code phase} is FAILED
   * @param mayAlways whether "Always" can be pressed now
   */
  public record Task(
      String id,
      Act act,
      EvidenceView.Evidence evidence,
      TaskPhase phase,
      Trust trust,
      boolean paused,
      Agreement agreement,
      @Nullable Model model,
      @Nullable Double progress,
      @Nullable String progressPhase,
      @Nullable Double seconds,
      @Nullable String failure,
      boolean mayAlways,
      Instant created) {}

  public record Reason(String feature, String value) {}

  public enum NoticeKind {
    PROPOSAL,
    LEARNED,
    NOT_LEARNED,
    OFFER,
    APPLIED,
    APPLY_FAILED,
    TRUST_ROSE,
    TRUST_FELL,
    MODEL_REPLACED
  }

  /** Something the person should hear of once; {@code quiet} asks for the popup's row only. */
  public record Notice(
      String id,
      NoticeKind kind,
      boolean quiet,
      @Nullable Task task,
      FilesView.@Nullable Offer offer,
      FilesView.@Nullable DoneAct act,
      @Nullable String message,
      Instant time) {}

  public record RecordedEvent(
      String id, Instant time, String type, String site, String summary, boolean learnedFrom) {}

  /**
   * One transition of a task.
   *
   * @param why one sentence
   */
  public record AuditLine(
      Instant time,
      @Nullable String taskId,
      String what,
      @Nullable Trust from,
      @Nullable Trust to,
      String why,
      long n,
      long agreements,
      double bound) {}

  /**
   * A control of a site at which something is learned.
   *
   * @param keys what it is known by, as in {@link Event.Control}
   * @param trust of the model that answers there, or OBSERVE while there is none
   * @param model its digest
   */
  public record Place(
      String id,
      String taskId,
      String role,
      List<String> keys,
      TaskPhase phase,
      Trust trust,
      @Nullable String model) {}

  /**
   * What would be chosen for one thing.
   *
   * @param predictionId null when nothing is offered
   * @param label the answer, or null when the model is not sure or may not answer yet
   * @param guess the likeliest label where it is not sure, or null
   * @param agreement of the model that answers
   */
  public record Suggestion(
      @Nullable String predictionId,
      @Nullable String label,
      @Nullable String guess,
      double confidence,
      List<Reason> reasons,
      Agreement agreement) {}
}
