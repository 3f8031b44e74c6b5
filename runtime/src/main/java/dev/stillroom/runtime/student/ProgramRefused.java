package dev.stillroom.runtime.student;

/** A pack's program or numbers that are no student: one clear reason. */
public final class ProgramRefused extends Exception {

  private static final long serialVersionUID = 1;

  public ProgramRefused(String reason) {
    super(reason);
  }
}
