package dev.stillroom.host.journal;

/** The journal cannot be read or written. */
public final class JournalFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public JournalFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
