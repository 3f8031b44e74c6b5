package dev.stillroom.runtime.job;

/** A job that cannot be done: what happened, to what, and what to do about it, in one line. */
public final class JobFailure extends Exception {

  private static final long serialVersionUID = 1;

  public JobFailure(String message) {
    super(message);
  }

  public JobFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
