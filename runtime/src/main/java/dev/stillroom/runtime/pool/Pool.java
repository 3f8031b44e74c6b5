package dev.stillroom.runtime.pool;

import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.Model;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the students in use: loads a pack on demand and lets the one go that was not used for
 * longest when the budget is spent. Safe on any thread.
 */
public final class Pool {

  /**
   * One student in memory.
   *
   * @param bytes the pack's size
   * @param loadMillis how long reading and checking it took
   */
  public record Loaded(String digest, long bytes, double loadMillis) {}

  private record Held(Model model, Loaded loaded) {}

  private final Path packs;
  private final long budget;
  private final Encoders encoders;
  private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param packsDirectory where {@code <digest>.still} stands
   * @param budgetBytes how many bytes of packs are held at most; one is held whatever its size
   */
  public Pool(Path packsDirectory, long budgetBytes) {
    this(packsDirectory, budgetBytes, Encoders.installed());
  }

  public Pool(Path packsDirectory, long budgetBytes, Encoders encoders) {
    this.packs = packsDirectory;
    this.budget = budgetBytes;
    this.encoders = encoders;
  }

  /** Lets go the encoders that no student has used for so long. */
  public void releaseIdleEncoders(Duration idle) {
    encoders.releaseIdle(idle);
  }

  /** Why students cannot answer just now, a line each. */
  public List<String> impediments() {
    return encoders.failures();
  }

  /** Drops what is kept of the texts that students have read. */
  public void forgetTexts() throws IOException {
    encoders.forget();
  }

  /** The same, where some of it may be older than that. */
  public void forgetTextsBefore(Instant time) throws IOException {
    encoders.expire(time);
  }

  /** The model of that digest, where labels or texts are wanted. */
  public Student student(String digest) throws PackRefused {
    if (model(digest) instanceof Student student) {
      return student;
    }
    throw new PackRefused(digest, "it fills in fields, where a label or a text is wanted");
  }

  /** The model of that digest, loaded if it has to be. */
  public synchronized Model model(String digest) throws PackRefused {
    Held known = held.get(digest);
    if (known != null) {
      return known.model();
    }
    if (digest.length() != 64
        || !digest.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
      throw new PackRefused(digest, "that is no model digest");
    }
    long start = System.nanoTime();
    Pack pack = PackReader.read(packs.resolve(digest + ".still"), encoders);
    if (!pack.digest().equals(digest)) {
      throw new PackRefused(digest, "the file holds another model, " + pack.digest());
    }
    double millis = (System.nanoTime() - start) / 1e6;
    held.put(digest, new Held(pack.model(), new Loaded(digest, pack.bytes(), millis)));
    bytes += pack.bytes();
    evict();
    return pack.model();
  }

  /** What is in memory, the longest unused first. */
  public synchronized List<Loaded> loaded() {
    return new ArrayList<>(held.values().stream().map(Held::loaded).toList());
  }

  /** Lets a student go; nothing happens where it is not loaded. */
  public synchronized void release(String digest) {
    Held gone = held.remove(digest);
    if (gone != null) {
      bytes -= gone.loaded().bytes();
    }
  }

  private void evict() {
    Iterator<Held> oldest = held.values().iterator();
    while (bytes > budget && held.size() > 1) {
      bytes -= oldest.next().loaded().bytes();
      oldest.remove();
    }
  }
}
