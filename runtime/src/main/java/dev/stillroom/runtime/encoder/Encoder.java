package dev.stillroom.runtime.encoder;

import ai.onnxruntime.OrtException;
import dev.stillroom.runtime.example.BadExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns a text into a vector of length 1, so that texts that mean alike lie close. One for all
 * tasks of a process: loaded at first use, let go when idle, one text at a time on one thread (a
 * text's vector would depend on its neighbours in a batch). Safe on any thread.
 */
public final class Encoder implements AutoCloseable {

  /** What is read of a text, in characters: more than the network's tokens can hold. */
  private static final int MAX_TEXT = 8_000;

  /** Before a text where its opening's vector is kept; no readable text begins with it. */
  private static final String OPENING = "\0opening\0";

  private final Path directory;
  private final EncoderModel model;
  private final Clock clock;

  /** After a failure this long passes before the files are tried again. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  private final RecentVectors recent = new RecentVectors();
  private final VectorFile known;
  private Session session;
  private Instant lastUse;
  private EncoderFailure failure;
  private Instant failed;

  /**
   * @param directory of the encoder's files; null where this program has none
   * @param known vectors of earlier processes; null where none are kept
   */
  Encoder(Path directory, EncoderModel model, Clock clock, VectorFile known) {
    this.directory = directory;
    this.model = model;
    this.clock = clock;
    this.known = known;
  }

  public EncoderModel model() {
    return model;
  }

  /**
   * The vector of a text, the same in every process; all zeros where there is nothing to read.
   *
   * @throws EncoderFailure when the encoder's files are missing or damaged
   */
  public synchronized float[] embed(String text) {
    String readable = readable(text);
    float[] vector = recent.get(readable);
    if (vector != null || readable.isEmpty()) {
      return vector != null ? vector : new float[EncoderModel.WIDTH];
    }
    vector = known == null ? null : known.get(Conversion.identity(model), readable);
    if (vector == null) {
      vector = embedAfresh(readable);
      if (known != null) {
        known.put(Conversion.identity(model), readable, vector);
      }
    }
    recent.put(readable, vector);
    return vector;
  }

  /** How a text begins, half way up: its first word's vector, of length 1, as it is used here. */
  public synchronized float[] opening(String text) {
    String readable = readable(text);
    String key = OPENING + readable;
    float[] vector = readable.isEmpty() ? new float[EncoderModel.WIDTH] : recent.get(key);
    if (vector == null) {
      vector = known == null ? null : known.get(Conversion.identity(model), key);
    }
    if (vector == null) {
      float[][] both = bothAfresh(readable);
      vector = both[1];
      remember(readable, both[0]);
      remember(key, vector);
    }
    return vector;
  }

  private void remember(String key, float[] vector) {
    if (known != null) {
      known.put(Conversion.identity(model), key, vector);
    }
    recent.put(key, vector);
  }

  /** The vector of a text and that of its opening, computed also where they are known. */
  public synchronized float[][] bothAfresh(String text) {
    String readable = readable(text);
    return readable.isEmpty()
        ? new float[2][EncoderModel.WIDTH]
        : use(loaded -> loaded.both(readable));
  }

  /** The same vector, computed also where it is known: what a text takes when it is new. */
  public synchronized float[] embedAfresh(String text) {
    String readable = readable(text);
    if (readable.isEmpty()) {
      return new float[EncoderModel.WIDTH];
    }
    return use(loaded -> loaded.embed(readable));
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

  /** The vector of a text under a task's adapter, of length 1; nothing of it is kept. */
  public synchronized float[] embed(String text, Adapter adapter) {
    String readable = readable(text);
    return readable.isEmpty()
        ? new float[EncoderModel.WIDTH]
        : use(loaded -> loaded.embed(readable, adapter));
  }

  /** The same for many texts, on all processors. */
  public synchronized List<float[]> embed(List<String> texts, Adapter adapter) {
    return all(
        texts,
        new float[EncoderModel.WIDTH],
        (loaded, readable) -> loaded.embed(readable, adapter));
  }

  /**
   * What an adapter is trained on: of each text, for each of its tokens, what enters the first
   * layer that takes an adapter. Empty where there is nothing to read.
   */
  public synchronized List<float[]> states(List<String> texts) {
    return all(texts, new float[0], Session::states);
  }

  private interface Reading {
    float[] read(Session session, String text) throws OrtException;
  }

  private List<float[]> all(List<String> texts, float[] ofNothing, Reading reading) {
    float[][] all = new float[texts.size()][];
    return use(
        loaded -> {
          IntStream.range(0, all.length)
              .parallel()
              .forEach(
                  i -> {
                    String readable = readable(texts.get(i));
                    try {
                      all[i] = readable.isEmpty() ? ofNothing : reading.read(loaded, readable);
                    } catch (OrtException broken) {
                      throw new IllegalStateException(broken);
                    }
                  });
          return List.of(all);
        });
  }

  private interface Use<T> {
    T of(Session session) throws OrtException;
  }

  private <T> T use(Use<T> use) {
    lastUse = clock.instant();
    if (failure != null && lastUse.isBefore(failed.plus(RETRY))) {
      throw failure;
    }
    try {
      if (session == null) {
        session = open();
      }
      T result = use.of(session);
      failure = null;
      return result;
    } catch (OrtException | IOException | RuntimeException | LinkageError broken) {
      failed = lastUse;
      failure =
          new EncoderFailure(
              "the encoder "
                  + model.file()
                  + " cannot be used: "
                  + BadExample.oneLine(broken.getMessage() + "")
                  + "; build or install Stillroom again",
              broken);
      throw failure;
    }
  }

  private Session open() throws IOException, OrtException {
    if (directory == null) {
      throw new IOException("this program has no encoders");
    }
    for (Path file :
        List.of(Conversion.network(directory, model), Conversion.tokenizer(directory, model))) {
      if (!Files.isRegularFile(file)) {
        throw new IOException("there is no file " + file);
      }
    }
    return new Session(directory, model);
  }

  /** Why the last text could not be read, in one line; null where it could. */
  public synchronized String failure() {
    return failure == null ? null : failure.getMessage();
  }

  /** How long it took to load; empty where it is not loaded. */
  public synchronized String loading() {
    return session == null ? "" : session.inWords();
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

  /** Forgets the vectors of all texts read so far, in memory only. */
  synchronized void forget() {
    recent.clear();
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
    if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE || c == 0 ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
