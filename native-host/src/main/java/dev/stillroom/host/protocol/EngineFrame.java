package dev.stillroom.host.protocol;

/**
 * An engine's frame: the reply to the request of the same {@code id}, or a push, whose {@code id}
 * is 0. Exactly one of {@code reply} and {@code push} is there.
 *
 * @param protocol the protocol's version, {@link Protocol#VERSION}
 */
public record EngineFrame(int protocol, long id, @Nullable Reply reply, @Nullable Push push) {

  public static EngineFrame reply(long id, Reply reply) {
    return new EngineFrame(Protocol.VERSION, id, reply, null);
  }

  public static EngineFrame push(Push push) {
    return new EngineFrame(Protocol.VERSION, 0, null, push);
  }
}
