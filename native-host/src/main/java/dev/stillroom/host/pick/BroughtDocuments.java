package dev.stillroom.host.pick;

import dev.stillroom.host.home.Mode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Delayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Documents that a tab shows and the extension brings, part by part, into files that nobody else
 * can read. Each is removed once it was read, a few minutes after its last part, when anything is
 * forgotten, and when the engine leaves.
 */
public final class BroughtDocuments {

  /** Bytes of a part: in base64, with what is around it, less than a frame. */
  private static final int LARGEST_PART = 1 << 20;

  /** Bytes of one document. */
  static final long LARGEST = 64L << 20;

  private static final int MOST = 3;
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final Path directory;
  private final Clock clock;
  private final Delayer delayer;
  private final RandomGenerator random;

  /** The oldest first. */
  private final Map<String, Brought> documents = new LinkedHashMap<>();

  /**
   * @param directory scratch space, which is emptied when the engine starts
   * @param delayer runs what removes a document that nobody asks for
   */
  public BroughtDocuments(Path directory, Clock clock, Delayer delayer, RandomGenerator random) {
    this.directory = directory;
    this.clock = clock;
    this.delayer = delayer;
    this.random = random;
  }

  private record Brought(Path file, long size, Instant time) {}

  /** Takes the first part or a further one in, and says what the document is called. */
  public String bring(Request.BringDocument request) {
    expire();
    byte[] bytes = bytes(request.bytes());
    try {
      return request.documentId() == null ? begin(bytes) : goOn(request.documentId(), bytes);
    } catch (IOException full) {
      throw new UncheckedIOException("the document could not be kept to be read", full);
    }
  }

  private static byte[] bytes(String base64) {
    try {
      if (base64 != null && base64.length() <= LARGEST_PART * 4 / 3 + 4) {
        return Base64.getDecoder().decode(base64);
      }
    } catch (IllegalArgumentException nonsense) {
      // Said below.
    }
    throw new RequestFailure(
        ErrorCode.INVALID_VALUE, "a part of a document is at most a megabyte in base64");
  }

  private String begin(byte[] bytes) throws IOException {
    if (bytes.length < 5
        || !new String(bytes, 0, 5, java.nio.charset.StandardCharsets.ISO_8859_1).equals("%PDF-")) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "what this tab shows is no PDF: download it first");
    }
    while (documents.size() >= MOST) {
      remove(documents.keySet().iterator().next());
    }
    String id = "brought-" + HexFormat.of().toHexDigits(random.nextLong());
    Files.createDirectories(directory);
    Path file = directory.resolve(id + ".pdf");
    Files.createFile(file, Mode.OWN_FILE.ofNew(file));
    documents.put(id, new Brought(file, 0, clock.instant()));
    return goOn(id, bytes);
  }

  private String goOn(String id, byte[] bytes) throws IOException {
    Brought before = Optional.ofNullable(documents.get(id)).orElseThrow(() -> gone());
    long size = before.size() + bytes.length;
    if (size > LARGEST) {
      remove(id);
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "this document has more than " + (LARGEST >> 20) + " MB: download it and summarize that");
    }
    Files.write(before.file(), bytes, StandardOpenOption.APPEND);
    Brought now = new Brought(before.file(), size, clock.instant());
    documents.put(id, now);
    delayer.after(KEPT, () -> removeIfStill(id, now));
    return id;
  }

  /** The file of a document that was brought as a whole. */
  Path file(String id) {
    expire();
    return Optional.ofNullable(documents.get(id)).map(Brought::file).orElseThrow(() -> gone());
  }

  private static RequestFailure gone() {
    return new RequestFailure(
        ErrorCode.NOT_FOUND, "that document is gone: summarize the page once more");
  }

  /** Removes one, if it is there. */
  void remove(String id) {
    Brought gone = documents.remove(id);
    try {
      if (gone != null) {
        Files.deleteIfExists(gone.file());
      }
    } catch (IOException stays) {
      throw new UncheckedIOException("cannot remove " + gone.file(), stays);
    }
  }

  /** Removes one to which no part came since. */
  private void removeIfStill(String id, Brought then) {
    if (then.equals(documents.get(id))) {
      remove(id);
    }
  }

  /** Removes all of them. */
  public void forget() {
    List.copyOf(documents.keySet()).forEach(this::remove);
  }

  private void expire() {
    Instant oldest = clock.instant().minus(KEPT);
    documents.entrySet().stream()
        .filter(entry -> entry.getValue().time().isBefore(oldest))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(this::remove);
  }
}
