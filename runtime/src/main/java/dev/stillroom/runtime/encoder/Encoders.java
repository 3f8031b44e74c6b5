package dev.stillroom.runtime.encoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The encoders a process has, one session each whatever number of students shares it. */
public final class Encoders {

  /** The property that names the directory of the encoders' files, where there is no image. */
  public static final String DIRECTORY = "stillroom.encoder";

  /** The property that names the home; processes that Stillroom starts have it. */
  private static final String HOME = "stillroom.home";

  private final Path directory;
  private final Clock clock;
  private final VectorFile vectors;
  private final Map<EncoderModel, Encoder> known = new EnumMap<>(EncoderModel.class);

  /**
   * @param directory where the files are; null where there is none
   * @param home where vectors of known texts are kept; null where none are to be kept
   */
  public Encoders(Path directory, Path home, Clock clock) {
    this.directory = directory;
    this.clock = clock;
    this.vectors = home == null ? null : new VectorFile(home);
  }

  /** Those of the program that this process belongs to. Loads nothing. */
  public static Encoders installed() {
    String home = System.getProperty(HOME);
    return installed(home == null || home.isEmpty() ? null : Path.of(home));
  }

  /** The same, with the vectors that are kept in that home. */
  public static Encoders installed(Path home) {
    return new Encoders(directory(), home, Clock.systemUTC());
  }

  /** Where this program's encoders are; null where it has none. */
  public static Path directory() {
    String given = System.getProperty(DIRECTORY);
    String image = System.getProperty("stillroom.image");
    if (given != null && !given.isEmpty()) {
      return Path.of(given);
    }
    return image != null && !image.isEmpty() ? Path.of(image, "encoder") : null;
  }

  /** The encoder of that digest; empty where its files are not installed. Loads nothing. */
  public synchronized Optional<Encoder> find(String digest) {
    return EncoderModel.of(digest).filter(this::isInstalled).map(this::encoder);
  }

  /**
   * The encoder of that digest, also where its files are missing: then it fails when it is asked.
   * Empty where this version knows no such encoder. Loads nothing.
   */
  public synchronized Optional<Encoder> named(String digest) {
    return EncoderModel.of(digest).map(this::encoder);
  }

  /** Lets go what was not used for so long. */
  public synchronized void releaseIdle(Duration idle) {
    known.values().forEach(encoder -> encoder.releaseIfIdle(idle));
  }

  /** Why encoders failed when they were last asked, a line each. */
  public synchronized List<String> failures() {
    return known.values().stream().map(Encoder::failure).filter(Objects::nonNull).toList();
  }

  /** Drops the vectors of all texts, in memory and in the home. */
  public synchronized void forget() throws IOException {
    known.values().forEach(Encoder::forget);
    if (vectors != null) {
      vectors.drop();
    }
  }

  /** Drops the home's vectors where the oldest of them may be older than that. */
  public synchronized void expire(Instant before) throws IOException {
    if (vectors != null) {
      vectors.dropIfBegunBefore(before);
    }
  }

  private Encoder encoder(EncoderModel model) {
    return known.computeIfAbsent(model, m -> new Encoder(directory, m, clock, vectors));
  }

  private boolean isInstalled(EncoderModel model) {
    return directory != null
        && Files.isRegularFile(Conversion.network(directory, model))
        && Files.isRegularFile(Conversion.tokenizer(directory, model));
  }
}
