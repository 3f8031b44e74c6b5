package dev.stillroom.runtime.pack;

/** A part of a pack that is not as it should be; the reader says which pack. */
final class Malformed extends Exception {

  private static final long serialVersionUID = 1;

  Malformed(String reason) {
    super(reason);
  }
}
