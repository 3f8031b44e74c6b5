package dev.stillroom.host.protocol;

import java.util.List;

/** What a client is shown of teachers, what they cost, and the tasks they are asked to teach. */
public final class TeachView {

  private TeachView() {}

  /**
   * A large model that may be asked.
   *
   * @param here whether it is on this machine
   */
  public record Teacher(
      String name,
      String url,
      String model,
      @Nullable String protocol,
      boolean hasKey,
      boolean here,
      @Nullable Double priceIn,
      @Nullable Double priceOut) {}

  /** What one task took of one teacher in one month; {@code bytes} are those that left. */
  public record LedgerLine(
      String month,
      String to,
      String model,
      String task,
      long calls,
      long tokens,
      double cost,
      long bytes) {}

  /**
   * A question that came back, or was specified by hand.
   *
   * @param frame what stays the same of it; {@code …} for what changes
   * @param asked how often a teacher answered it
   * @param answered how often its small model did, alone
   * @param checked how often both did
   * @param agreed how often they said the same then
   * @param savedSeconds that a teacher would have taken
   * @param savedCost that a teacher would have cost
   * @param checkOneIn how often an answer is checked: one in so many; 0 for never
   * @param trusted teachers to which it is sent without being shown
   * @param first whether the small model is asked first
   */
  public record Question(
      String id,
      String frame,
      boolean byHand,
      int asked,
      int answered,
      int checked,
      int agreed,
      double savedSeconds,
      double savedCost,
      int checkOneIn,
      List<String> trusted,
      boolean first) {}

  /**
   * What would be sent to a teacher, to the letter.
   *
   * @param here whether it stays on this machine
   * @param held why nothing of it may be sent, in a word; null where it may
   * @param hidden what was hidden, by its kind, and how much of it
   * @param known whether the answer is known and nothing need be sent
   * @param trusted whether the person said that this question may be sent unshown
   */
  public record WouldSend(
      String teacher,
      boolean here,
      @Nullable String held,
      String system,
      String data,
      List<EvidenceView.Count> hidden,
      long bytes,
      long tokens,
      double cost,
      boolean known,
      boolean trusted) {}

  /**
   * A task as the person specifies it by hand.
   *
   * @param kind {@code classify}, {@code extract} or {@code transform}
   * @param instruction what it is, in words
   * @param labels what a classifier may answer, besides what the rows say; may be empty; or the
   *     fields to extract, "name[]" where one may have several values
   * @param rows a table with a head, whose last column holds the answers that are known, or lines
   *     of the examples format, or one input a line
   * @param teacher by name; null to learn from the rows alone
   * @param generate how many inputs the teacher makes up
   * @param samples how many answers make a committee
   */
  public record TaskSpec(
      String name,
      String kind,
      String instruction,
      List<String> labels,
      String rows,
      @Nullable String teacher,
      int generate,
      int samples) {}

  /**
   * What a job is, at its first example.
   *
   * @param student classify, extract or transform
   */
  public record NewJob(String name, String instruction, String student) {}

  /** Where a job stands. */
  public enum JobState {
    /** Examples are gathered. */
    GATHERING,
    /** The person was asked whether it shall be learned. */
    PROPOSED,
    LEARNING,
    /** It answers, and is silent where it is not sure. */
    READY,
    /** From somebody else: it predicts silently until it was right often enough here. */
    SHADOW,
    /** What was learned is not better than guessing. */
    WEAK,
    FAILED,
    /** The person does not want it. */
    DISMISSED,
    PAUSED
  }

  /**
   * A job and where it stands.
   *
   * @param kind classify, extract, transform or summarize
   * @param answers the labels it knows, or the names of its fields
   * @param examples how many were given
   * @param needs how many more it takes until it can be proposed
   * @param right the share of examples that it was right on when it was checked; null before
   * @param least the least that this promises; null before
   * @param agreement of its answers with what was said to be right later
   */
  public record Job(
      String taskId,
      String name,
      String instruction,
      String kind,
      List<String> answers,
      JobState state,
      int examples,
      int needs,
      @Nullable Double right,
      @Nullable Double least,
      View.Agreement agreement) {}

  /**
   * @param score how well it fits what was asked for, from 0 to 1
   */
  public record FoundJob(Job job, double score) {}

  /**
   * A string that stands in a model's file.
   *
   * @param where the entry of the file and the path in it
   */
  public record PackString(String where, String text) {}

  /**
   * What a transformation makes of one row.
   *
   * @param output null where it is not sure
   * @param guess what it would say then, if anything
   * @param own whether the person gave this answer
   */
  public record RowAnswer(
      @Nullable String output, @Nullable String guess, double confidence, boolean own) {}
}
