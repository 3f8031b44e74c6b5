package dev.stillroom.host.command;

/** A command that cannot be done: what happened, to what, what to do about it, in one line. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CommandFailure(String message) {
    super(message);
  }
}
