package dev.stillroom.runtime.encoder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The encoders a process has, one session each whatever number of students shares it. */
public final class Encoders {

  /** The property that names the directory of the encoders' files, where there is no image. */
  public static final String DIRECTORY = "stillroom.encoder";

  private final Path directory;
  private final Clock clock;
  private final Map<EncoderModel, Encoder> known = new EnumMap<>(EncoderModel.class);

  /**
   * @param directory where the files are; null where there is none
   */
  public Encoders(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** Those of the program that this process belongs to. Loads nothing. */
  public static Encoders installed() {
    return new Encoders(directory(), Clock.systemUTC());
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

  /** Lets go what was not used for so long. */
  public synchronized void releaseIdle(Duration idle) {
    known.values().forEach(encoder -> encoder.releaseIfIdle(idle));
  }

  private Encoder encoder(EncoderModel model) {
    return known.computeIfAbsent(model, m -> new Encoder(directory, m, clock));
  }

  private boolean isInstalled(EncoderModel model) {
    return directory != null
        && Files.isRegularFile(Conversion.network(directory, model))
        && Files.isRegularFile(Conversion.tokenizer(directory, model));
  }
}
