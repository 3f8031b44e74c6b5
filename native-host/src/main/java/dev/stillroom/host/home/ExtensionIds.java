package dev.stillroom.host.home;

import java.util.Optional;
import java.util.Set;

/** The extensions that may call the native-messaging host. */
public final class ExtensionIds {

  /** Fixed by the public key in the manifest, the same for every unpacked and packed build. */
  public static final Set<String> CHROMIUM = Set.of("efoeemcagppcnkgofjcihcpaegdhkljp");

  public static final String FIREFOX = "stillroom@stillroom.dev";

  private static final String SCHEME = "chrome-extension://";

  private ExtensionIds() {}

  /**
   * Who calls, from the arguments a browser starts its host with: Chromium gives the origin,
   * Firefox the manifest's path and then the extension's id.
   *
   * @return the caller in one word for the log, or nothing when it is not one of ours
   */
  public static Optional<String> caller(String... arguments) {
    if (arguments.length == 0) {
      return Optional.empty();
    }
    String first = arguments[0];
    if (first.startsWith(SCHEME) && first.endsWith("/")) {
      String id = first.substring(SCHEME.length(), first.length() - 1);
      return CHROMIUM.contains(id) ? Optional.of(first) : Optional.empty();
    }
    return arguments.length > 1 && arguments[1].equals(FIREFOX)
        ? Optional.of("firefox:" + FIREFOX)
        : Optional.empty();
  }
}
