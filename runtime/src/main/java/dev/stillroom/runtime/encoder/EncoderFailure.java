package dev.stillroom.runtime.encoder;

/** An encoder that is missing or cannot be used: which one, why, what to do. */
public final class EncoderFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public EncoderFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
