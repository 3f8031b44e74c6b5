package dev.stillroom.runtime.example;

/** A line of an examples file that does not parse or does not fit: names file, line and reason. */
public final class BadExample extends Exception {

  private static final long serialVersionUID = 1;

  public BadExample(String file, long line, String reason) {
    super(file + ":" + line + ": " + reason);
  }
}
