package dev.stillroom.host.command;

/**
 * Cleans up when a command is ended before its time, by Ctrl-C or a signal; what ends by itself
 * cleans up as it always does.
 */
final class OnInterrupt implements AutoCloseable {

  private final Thread hook;

  private OnInterrupt(Runnable cleaning) {
    this.hook = new Thread(cleaning, "interrupted");
  }

  static OnInterrupt run(Runnable cleaning) {
    OnInterrupt waiting = new OnInterrupt(cleaning);
    Runtime.getRuntime().addShutdownHook(waiting.hook);
    return waiting;
  }

  /** Whether this process is being ended: what fails now fails for that. */
  static boolean isEnding() {
    Thread nothing = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(nothing);
      Runtime.getRuntime().removeShutdownHook(nothing);
      return false;
    } catch (IllegalStateException ending) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It runs just now.
    }
  }
}
