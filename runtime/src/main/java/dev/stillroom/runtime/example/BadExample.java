package dev.stillroom.runtime.example;

/** A line of an examples file that does not parse or does not fit: names file, line and reason. */
public final class BadExample extends Exception {

  private static final long serialVersionUID = 1;

  public BadExample(String file, long line, String reason) {
    super(file + ":" + line + ": " + oneLine(reason));
  }

  /** A reason may quote what it refuses: that stays on the line and short. */
  public static String oneLine(String reason) {
    String cut = reason.length() > 500 ? reason.substring(0, 500) + "…" : reason;
    return cut.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
  }
}
