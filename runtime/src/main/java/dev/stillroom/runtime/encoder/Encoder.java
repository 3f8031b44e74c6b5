package dev.stillroom.runtime.encoder;

import ai.onnxruntime.OrtException;
import dev.stillroom.runtime.example.BadExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Turns a text into a vector of length 1, so that texts that mean alike lie close. One for all
 * tasks of a process: loaded at first use, let go when idle, one text at a time on one thread (a
 * text's vector would depend on its neighbours in a batch). Safe on any thread.
 */
public final class Encoder implements AutoCloseable {

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
  public float[] embed(String text) {
    return embed(List.of(text)).get(text);
  }

  /** How a text begins, half way up: its first word's vector, of length 1, as it is used here. */
  public float[] opening(String text) {
    return openings(List.of(text)).get(text);
  }

  /**
   * The vectors of many texts by their texts, those that are not known yet computed on all
   * processors, each text by itself.
   */
  public Map<String, float[]> embed(Collection<String> texts) {
    return vectors(texts, "", (loaded, text) -> new float[][] {loaded.embed(text)});
  }

  /** The vectors of many texts' openings; the texts' own are known then. */
  public Map<String, float[]> openings(Collection<String> texts) {
    return vectors(texts, OPENING, Session::both);
  }

  /**
   * @param part what stands before a text where the wanted vector is kept
   * @param reading gives a text's vector, and then perhaps that of its opening; the last is wanted
   */
  private synchronized Map<String, float[]> vectors(
      Collection<String> texts, String part, Reading<float[][]> reading) {
    Map<String, float[]> vectors = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String text : new LinkedHashSet<>(texts)) {
      String readable = ReadableText.of(text);
      float[] vector = readable.isEmpty() ? nothing() : known(part + readable);
      vectors.put(text, vector);
      if (vector == null) {
        unknown.add(text);
      }
    }
    List<float[][]> computed = all(unknown, null, reading);
    for (int i = 0; i < unknown.size(); i++) {
      String readable = ReadableText.of(unknown.get(i));
      float[][] read = computed.get(i);
      remember(readable, read[0]);
      if (read.length > 1) {
        remember(OPENING + readable, read[1]);
      }
      vectors.put(unknown.get(i), read[read.length - 1]);
    }
    return vectors;
  }

  /** What is known of an earlier reading; null where nothing is. */
  private float[] known(String key) {
    float[] vector = recent.get(key);
    if (vector == null && known != null) {
      vector = known.get(Conversion.identity(model), key);
      if (vector != null) {
        recent.put(key, vector);
      }
    }
    return vector;
  }

  private static float[] nothing() {
    return new float[EncoderModel.WIDTH];
  }

  private void remember(String key, float[] vector) {
    if (known != null) {
      known.put(Conversion.identity(model), key, vector);
    }
    recent.put(key, vector);
  }

  /** The vector of a text and that of its opening, computed also where they are known. */
  public synchronized float[][] bothAfresh(String text) {
    String readable = ReadableText.of(text);
    return readable.isEmpty()
        ? new float[2][EncoderModel.WIDTH]
        : use(loaded -> loaded.both(readable));
  }

  /** The same vector, computed also where it is known: what a text takes when it is new. */
  public synchronized float[] embedAfresh(String text) {
    String readable = ReadableText.of(text);
    return readable.isEmpty() ? nothing() : use(loaded -> loaded.embed(readable));
  }

  /**
   * The states of a text's parts of words half way up; of a long text those of its beginning.
   *
   * @throws EncoderFailure when the encoder's files are damaged
   */
  public synchronized TokenStates tokens(String text) {
    String readable = ReadableText.unstripped(text);
    return readable.isBlank() ? TokenStates.NONE : use(loaded -> loaded.tokens(readable));
  }

  /** The vector of a text under a task's adapter, of length 1; nothing of it is kept. */
  public synchronized float[] embed(String text, Adapter adapter) {
    String readable = ReadableText.of(text);
    return readable.isEmpty() ? nothing() : use(loaded -> loaded.embed(readable, adapter));
  }

  /** The same, and the vector of the text's opening, which no adapter reaches. */
  public synchronized float[][] both(String text, Adapter adapter) {
    String readable = ReadableText.of(text);
    return readable.isEmpty()
        ? new float[2][EncoderModel.WIDTH]
        : use(loaded -> loaded.both(readable, adapter));
  }

  /** The vectors of many texts under an adapter, on all processors. */
  public synchronized List<float[]> embed(List<String> texts, Adapter adapter) {
    return all(texts, nothing(), (loaded, readable) -> loaded.embed(readable, adapter));
  }

  /**
   * What an adapter is trained on: of each text, for each of its tokens, what enters the first
   * layer that takes an adapter. Empty where there is nothing to read.
   */
  public synchronized List<float[]> states(List<String> texts) {
    return all(texts, new float[0], Session::states);
  }

  private interface Reading<T> {
    T read(Session session, String text) throws OrtException;
  }

  private <T> List<T> all(List<String> texts, T ofNothing, Reading<T> reading) {
    if (texts.isEmpty()) {
      return List.of();
    }
    List<T> all = new ArrayList<>(Collections.nCopies(texts.size(), ofNothing));
    return use(
        loaded -> {
          IntStream.range(0, texts.size())
              .parallel()
              .forEach(
                  i -> {
                    String readable = ReadableText.of(texts.get(i));
                    try {
                      all.set(i, readable.isEmpty() ? ofNothing : reading.read(loaded, readable));
                    } catch (OrtException broken) {
                      throw new IllegalStateException(broken);
                    }
                  });
          return all;
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
}
