package dev.stillroom.host.engine;

import dev.stillroom.host.apply.BrowserDecoder;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Push;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Delayer;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Pictures that connected browsers decode: their bytes go to the extension in parts, and its pixels
 * come back in parts, as a PNG in the scratch space. What a browser says is not believed: bounded
 * in size and time here, and read again by the worker that converts it. Belongs to the engine's
 * thread.
 */
public final class BrowserDecoding implements BrowserDecoder {

  /** Bytes in one frame, which is a third larger. */
  private static final int PART = 600_000;

  /** The same of what comes back. */
  private static final int LARGEST_PART = 700_000;

  private static final long LARGEST_PICTURE = 50_000_000;
  private static final long LARGEST_PIXELS = 200_000_000;

  /** A connected extension asks for the first bytes at once. */
  private static final Duration UNTIL_ASKED = Duration.ofSeconds(5);

  /** Less than the extension waits for the act itself. */
  private static final Duration UNTIL_DONE = Duration.ofSeconds(45);

  private final Path scratch;
  private final Consumer<Push> pushes;
  private final Delayer delayer;
  private final RandomGenerator random;
  private final Map<String, Running> running = new HashMap<>();

  private static final class Running {
    private final Path source;
    private final Path pixels;
    private final CompletableFuture<Path> done = new CompletableFuture<>();
    private String by;
    private long given;

    private Running(Path source, Path pixels) {
      this.source = source;
      this.pixels = pixels;
    }
  }

  /**
   * @param delayer runs on the engine's thread what is due later
   */
  public BrowserDecoding(
      Path scratch, Consumer<Push> pushes, Delayer delayer, RandomGenerator random) {
    this.scratch = scratch;
    this.pushes = pushes;
    this.delayer = delayer;
    this.random = random;
  }

  @Override
  public CompletableFuture<Path> decode(Path source, PictureFormat format) {
    String id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    Running one;
    try {
      long bytes = Files.size(source);
      if (bytes > LARGEST_PICTURE) {
        throw new IOException("it has " + bytes + " bytes, more than a browser is given");
      }
      Path pixels = Files.createTempFile(Files.createDirectories(scratch), "decoded", ".png");
      one = new Running(source, pixels);
      running.put(id, one);
      pushes.accept(new Push.Decode(id, "image/" + format.symbol(), bytes));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(
          new JobFailure(source.getFileName() + " cannot be decoded: " + e.getMessage(), e));
    }
    delayer.after(UNTIL_ASKED, () -> giveUpUnlessAsked(id));
    delayer.after(
        UNTIL_DONE,
        () -> fail(id, "the browser took longer than " + UNTIL_DONE.toSeconds() + " s"));
    return one.done;
  }

  private void giveUpUnlessAsked(String id) {
    Running one = running.get(id);
    if (one != null && one.by == null) {
      fail(
          id,
          "only a browser can read it here, and none is connected: open one,"
              + " or install the package libvips42");
    }
  }

  /** Some of the bytes of a picture, for the extension that asked for the first ones. */
  public Reply read(Request.ReadPicture request) {
    Running one = one(request.decodingId(), request.by());
    Set<OpenOption> reading = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel in = FileChannel.open(one.source, reading)) {
      ByteBuffer part = ByteBuffer.allocate(PART);
      long from = Math.max(0, request.from());
      while (part.hasRemaining() && in.read(part, from + part.position()) > 0) {
        // Until the part is full, or the file is at its end.
      }
      byte[] bytes = Arrays.copyOf(part.array(), part.position());
      return new Reply.PicturePart(Base64.getEncoder().encodeToString(bytes));
    } catch (IOException e) {
      fail(request.decodingId(), "it cannot be read: " + e.getMessage());
      throw new RequestFailure(ErrorCode.NOT_FOUND, "the picture cannot be read any more");
    }
  }

  /** Takes a part of the pixels; the last one ends the decoding. */
  public Reply give(Request.GivePicture request) {
    Running one = one(request.decodingId(), request.by());
    if (request.failure() != null) {
      fail(request.decodingId(), "the browser cannot decode it");
      return new Reply.Done();
    }
    byte[] part = part(request.base64());
    if (request.from() != one.given || one.given + part.length > LARGEST_PIXELS) {
      fail(request.decodingId(), "what the browser made of it is too much, or not in order");
      throw new RequestFailure(ErrorCode.INVALID_VALUE, "that part is not the next one");
    }
    try (FileChannel out =
        FileChannel.open(one.pixels, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      for (ByteBuffer left = ByteBuffer.wrap(part); left.hasRemaining(); ) {
        out.write(left);
      }
    } catch (IOException e) {
      fail(request.decodingId(), "its pixels cannot be kept: " + e.getMessage());
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "the part cannot be kept");
    }
    one.given += part.length;
    if (request.last()) {
      running.remove(request.decodingId());
      one.done.complete(one.pixels);
    }
    return new Reply.Done();
  }

  private static byte[] part(String base64) {
    if (base64.length() > LARGEST_PART * 4L / 3 + 4) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "a part has at most " + LARGEST_PART + " bytes");
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException noBase64) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, "the part is not Base64");
    }
  }

  /** The one that this extension decodes; any other extension is told that it is not needed. */
  private Running one(String id, String by) {
    Running one = running.get(id);
    if (one != null && one.by == null) {
      one.by = by;
    }
    if (one == null || !one.by.equals(by)) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND,
          "that picture is decoded by another browser, or not wanted any more");
    }
    return one;
  }

  private void fail(String id, String why) {
    Running one = running.remove(id);
    if (one == null) {
      return;
    }
    try {
      Files.deleteIfExists(one.pixels);
    } catch (IOException stays) {
      // The next engine empties the scratch space.
    }
    one.done.completeExceptionally(
        new JobFailure("cannot convert " + one.source.getFileName() + ": " + why));
  }
}
