package dev.stillroom.host.protocol;

/** A payload that is no request: what is wrong with it, and the id to answer, 0 if it has none. */
public final class FrameFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final long id;
  private final ErrorCode code;

  FrameFailure(long id, ErrorCode code, String message) {
    super(message);
    this.id = id;
    this.code = code;
  }

  public long id() {
    return id;
  }

  public EngineFrame toFrame() {
    return EngineFrame.reply(id, new Reply.Failure(code.number(), getMessage()));
  }
}
