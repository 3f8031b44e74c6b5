package dev.stillroom.distiller.teacher;

/** A question without an answer, in one line. */
public final class TeacherFailure extends Exception {

  private static final long serialVersionUID = 1;

  /** What it means for the questions after it. */
  public enum Reason {
    /** The key, the model or the address is wrong: no question will be answered. */
    REFUSED,
    /** Not even after several tries; the next question may be. */
    UNREACHABLE,
    /** What the person wants to spend is spent. */
    SPENT,
    /** This question only. */
    NO_ANSWER
  }

  private final Reason reason;

  public TeacherFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
