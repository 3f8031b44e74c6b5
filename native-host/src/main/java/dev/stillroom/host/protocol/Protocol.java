package dev.stillroom.host.protocol;

/** What both ends of the wire must agree on. */
public final class Protocol {

  /** Raised when an older client could no longer be served. */
  public static final int VERSION = 1;

  /** The native-messaging host's name in every browser's manifest. */
  public static final String HOST_NAME = "dev.stillroom.host";

  private Protocol() {}
}
