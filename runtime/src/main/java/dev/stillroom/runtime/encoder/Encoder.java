package dev.stillroom.runtime.encoder;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Turns a text into a vector of length 1, so that texts that mean alike lie close. One for all
 * tasks of a process: loaded at first use, let go when idle, one text at a time on one thread (a
 * text's vector would depend on its neighbours in a batch). Safe on any thread.
 */
public final class Encoder implements AutoCloseable {

  /** What is read of a text, in characters: more than the network's tokens can hold. */
  private static final int MAX_TEXT = 8_000;

  private final Path directory;
  private final EncoderModel model;
  private final Clock clock;
  private final VectorCache cache = new VectorCache();
  private Session session;
  private Instant lastUse;

  Encoder(Path directory, EncoderModel model, Clock clock) {
    this.directory = directory;
    this.model = model;
    this.clock = clock;
  }

  public EncoderModel model() {
    return model;
  }

  /**
   * The vector of a text, the same in every process; all zeros where there is nothing to read.
   *
   * @throws EncoderFailure when the encoder's files are damaged
   */
  public synchronized float[] embed(String text) {
    String readable = readable(text);
    float[] known = cache.get(readable);
    if (known != null) {
      return known;
    }
    float[] vector = embedAfresh(readable);
    cache.put(readable, vector);
    return vector;
  }

  /** The same vector, computed also where it is known: what a text takes when it is new. */
  public synchronized float[] embedAfresh(String text) {
    String readable = readable(text);
    return readable.isEmpty()
        ? new float[EncoderModel.WIDTH]
        : use(loaded -> loaded.embed(readable));
  }

  /**
   * The states of a text's parts of words half way up; of a long text those of its beginning.
   *
   * @throws EncoderFailure when the encoder's files are damaged
   */
  public synchronized TokenStates tokens(String text) {
    String readable = whole(text.substring(0, Math.min(text.length(), MAX_TEXT)));
    return readable.isBlank() ? TokenStates.NONE : use(loaded -> loaded.tokens(readable));
  }

  private interface Use<T> {
    T of(Session session) throws OrtException;
  }

  private <T> T use(Use<T> use) {
    lastUse = clock.instant();
    try {
      if (session == null) {
        session = new Session(directory, model);
      }
      return use.of(session);
    } catch (OrtException | IOException | RuntimeException | LinkageError broken) {
      throw new EncoderFailure(
          "the encoder "
              + model.file()
              + " in "
              + directory
              + " cannot be used: "
              + broken
              + "; build or install Stillroom again",
          broken);
    }
  }

  /** Whether it takes memory just now. */
  public synchronized boolean isLoaded() {
    return session != null;
  }

  /** Lets the session go when it was not used for so long. */
  public synchronized void releaseIfIdle(Duration idle) {
    if (session != null && !clock.instant().isBefore(lastUse.plus(idle))) {
      close();
    }
  }

  /** Lets the session go; the next text loads it again. */
  @Override
  public synchronized void close() {
    if (session == null) {
      return;
    }
    try {
      session.close();
    } catch (OrtException broken) {
      throw new EncoderFailure("the encoder " + model.file() + " cannot be closed", broken);
    } finally {
      session = null;
    }
  }

  /** Whole characters only, without the ends' white space, not longer than can matter. */
  private static String readable(String text) {
    String stripped = text.strip();
    return whole(stripped.length() > MAX_TEXT ? stripped.substring(0, MAX_TEXT) : stripped);
  }

  /** As long as before: half a character becomes one that says so. */
  private static String whole(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE || c == 0 ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
