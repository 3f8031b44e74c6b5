package dev.stillroom.distiller.select;

/** What the person allows; zero stands for no limit. */
public record Limits(double maxSeconds, long maxBytes, double maxLatencyMillis) {

  public static final Limits NONE = new Limits(0, 0, 0);
}
