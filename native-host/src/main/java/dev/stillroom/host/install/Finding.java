package dev.stillroom.host.install;

import dev.stillroom.host.protocol.Nullable;

/**
 * One thing the doctor looked at.
 *
 * @param what for example {@code manifest chromium}
 * @param state how it is
 * @param detail where it is, or what is wrong
 * @param remedy the one thing to do; null when nothing is wrong
 */
public record Finding(String what, State state, String detail, @Nullable String remedy) {

  /** {@code ABSENT} is not wrong: it is merely not there. */
  public enum State {
    RIGHT,
    ABSENT,
    WRONG
  }

  static Finding right(String what, String detail) {
    return new Finding(what, State.RIGHT, detail, null);
  }

  static Finding absent(String what, String detail) {
    return new Finding(what, State.ABSENT, detail, null);
  }

  static Finding wrong(String what, String detail, String remedy) {
    return new Finding(what, State.WRONG, detail, remedy);
  }
}
