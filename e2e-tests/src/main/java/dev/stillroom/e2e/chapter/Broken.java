package dev.stillroom.e2e.chapter;

/** Something is not as the product claims. */
public final class Broken extends RuntimeException {

  private static final long serialVersionUID = 1;

  public Broken(String message) {
    super(message);
  }
}
