package dev.stillroom.host.protocol;

/** A request that cannot be done, as its client will read it. */
public final class RequestFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  /**
   * @param message what happened, to what, what to do, in one line
   */
  public RequestFailure(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public Reply.Failure toReply() {
    return new Reply.Failure(code.number(), getMessage());
  }

  public ErrorCode code() {
    return code;
  }
}
