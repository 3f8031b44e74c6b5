package dev.stillroom.distiller.teacher;

import dev.stillroom.runtime.job.JobFailure;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a teacher is and how it is spoken to.
 *
 * @param file of a local model; null for one that is reached over HTTP
 * @param base the address, without its last slash; null for a local model
 * @param key null where it needs none
 * @param isElsewhere whether it is on another machine
 */
public record Address(
    Protocol protocol, Path file, URI base, String model, String key, boolean isElsewhere) {

  /** How it is spoken to. */
  public enum Protocol {
    OPENAI,
    ANTHROPIC,
    GGUF
  }

  @Override
  public String toString() {
    return model + " at " + (file != null ? file : base.getAuthority());
  }

  /**
   * Reads what the person gave.
   *
   * @param place a URL, or the path of a GGUF file
   * @param protocol "openai" or "anthropic"; null to tell by the address
   * @throws JobFailure also where a key or a text would travel unencrypted
   */
  public static Address of(String place, String model, String key, String protocol)
      throws JobFailure {
    if (place.endsWith(".gguf")) {
      Path file = Path.of(place).toAbsolutePath().normalize();
      return new Address(
          Protocol.GGUF, file, null, model == null ? file.getFileName() + "" : model, null, false);
    }
    URI base = uri(place);
    String host = base.getHost();
    Protocol spoken = protocol(protocol, host);
    if (model == null || model.isBlank()) {
      throw new JobFailure("the teacher at " + host + " needs a model: --teacher-model NAME");
    }
    boolean here = isHere(host);
    if (base.getScheme().equals("http") && !here && (key != null || !isNear(host))) {
      throw new JobFailure(
          "http:// would show the "
              + (key == null ? "texts" : "key")
              + " to everybody on the way to "
              + host
              + ": use https://");
    }
    return new Address(spoken, null, base, model, key, !here);
  }

  private static Protocol protocol(String name, String host) throws JobFailure {
    return switch (name) {
      case null -> host.equals("api.anthropic.com") ? Protocol.ANTHROPIC : Protocol.OPENAI;
      case "openai" -> Protocol.OPENAI;
      case "anthropic" -> Protocol.ANTHROPIC;
      default -> throw new JobFailure("--teacher-protocol must be openai or anthropic: " + name);
    };
  }

  private static URI uri(String place) throws JobFailure {
    try {
      URI uri = new URI(place.replaceFirst("/+$", ""));
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean plain =
          uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null;
      if (plain && (scheme.equals("https") || scheme.equals("http"))) {
        // All of them have it; people leave it out.
        return uri.getPath().isEmpty() ? new URI(uri + "/v1") : uri;
      }
    } catch (URISyntaxException nonsense) {
      // Said below.
    }
    throw new JobFailure(
        "--teacher must be an address such as https://host/v1, the name of one that was added, or"
            + " a .gguf file, without a key in it: "
            + (place.contains("@") ? "(hidden)" : place));
  }

  private static boolean isHere(String host) {
    try {
      return isLiteral(host) && InetAddress.getByName(host).isLoopbackAddress()
          || host.equalsIgnoreCase("localhost");
    } catch (UnknownHostException impossible) {
      return false;
    }
  }

  /** Whether it is in a private network, by its number. */
  private static boolean isNear(String host) {
    try {
      return isLiteral(host) && InetAddress.getByName(host).isSiteLocalAddress();
    } catch (UnknownHostException impossible) {
      return false;
    }
  }

  /** Whether a host is a number: a name would be asked for, which tells the network of it. */
  private static boolean isLiteral(String host) {
    return host.matches("\\d{1,3}(\\.\\d{1,3}){3}") || host.startsWith("[");
  }
}
