package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** What a client is shown: plain values, the words are the client's. */
public final class View {

  private View() {}

  /** What a task does; one record for each kind of task. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Conversion.class, name = "CONVERT"),
    @JsonSubTypes.Type(value = Choice.class, name = "CHOOSE")
  })
  public sealed interface Act permits Conversion, Choice {}

  /** A file act that can be done and learned: a conversion, for example to {@code jpeg}. */
  public record Conversion(String to, boolean removeOriginal) implements Act {}

  /**
   * Choosing a label beside content; only ever suggested, never done by itself.
   *
   * @param placeId the site's control at which it is chosen
   * @param control what the control is called, for example {@code Label}
   */
  public record Choice(String placeId, String site, String control) implements Act {}

  /** One feature a routine depends on, for example {@code extension} = {@code webp}. */
  public record Condition(String feature, String value) {}

  /** What a proposal rests on. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Regularity.class, name = "REGULARITY"),
    @JsonSubTypes.Type(value = Tally.class, name = "TALLY")
  })
  public sealed interface Evidence permits Regularity, Tally {

    /** How often the person did it. */
    int support();
  }

  /**
   * "You converted {@code acted} of {@code matching} …, and {@code othersActed} of {@code others}
   * others".
   */
  public record Regularity(
      List<Condition> conditions, int acted, int matching, int othersActed, int others)
      implements Evidence {

    @Override
    public int support() {
      return acted;
    }
  }

  /** "You chose 8 times: bug 4, question 4"; the most frequent first. */
  public record Tally(List<Count> counts) implements Evidence {

    @Override
    public int support() {
      return counts.stream().mapToInt(Count::times).sum();
    }
  }

  /** How often one label was chosen. */
  public record Count(String label, int times) {}

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
      Evidence evidence,
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

  /**
   * A suggestion: one prediction offered.
   *
   * @param pushed whether it earned a badge and a toast, or is only shown where the person looks
   * @param sample whether it is the one act in twenty that is offered though the task runs by
   *     itself
   */
  public record Offer(
      String id,
      String taskId,
      String downloadId,
      String fileName,
      String site,
      Conversion act,
      double confidence,
      List<Reason> reasons,
      boolean pushed,
      boolean sample,
      Instant time) {}

  public enum ActState {
    INTENDED,
    DONE,
    UNDONE,
    FAILED
  }

  public enum ActBy {
    PERSON,
    OFFER,
    GRANTED,
    EARNED,
    COMMAND
  }

  /**
   * @param digestBefore SHA-256 of the original, hexadecimal
   * @param digestAfter SHA-256 of the result, hexadecimal; null until it exists
   */
  public record DoneAct(
      String id,
      @Nullable String taskId,
      @Nullable String downloadId,
      Conversion act,
      ActBy by,
      ActState state,
      String source,
      @Nullable String result,
      @Nullable String digestBefore,
      @Nullable String digestAfter,
      boolean mayUndo,
      @Nullable String message,
      Instant time) {}

  /**
   * A recent download.
   *
   * @param formats what it can be converted to, empty when it is no picture or not in an allowed
   *     folder
   * @param notAllowedFolder the folder the person would have to allow first, or null
   * @param convertedTo what another program was seen to convert it to, or null
   */
  public record RecentDownload(
      String id,
      String name,
      String path,
      String site,
      @Nullable String mime,
      long bytes,
      Instant time,
      boolean there,
      List<String> formats,
      @Nullable String notAllowedFolder,
      @Nullable String convertedTo,
      @Nullable DoneAct act) {}

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
      @Nullable Offer offer,
      @Nullable DoneAct act,
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

  /** One past example and what the model says of it now, for the preview before "Always". */
  public record PastExample(
      String fileName, String site, @Nullable String did, @Nullable String predicted) {}

  /**
   * A control of a site at which something is learned.
   *
   * @param keys what it is known by, as in {@link Event.Control}
   * @param trust of the model that answers there, or OBSERVE while there is none
   */
  public record Place(
      String id, String taskId, String role, List<String> keys, TaskPhase phase, Trust trust) {}

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
