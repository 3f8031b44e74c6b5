package dev.stillroom.host.teacher;

import dev.stillroom.host.home.Home;
import dev.stillroom.runtime.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What teachers took so far, and how what they answered is forgotten. */
public final class Spending {

  private static final Logger LOG = Logger.getLogger(Spending.class.getName());

  private final Path directory;
  private final Ledger ledger;
  private Ledger.Total known = Ledger.Total.NONE;
  private long knownSize = -1;

  public Spending(Home home) {
    this.directory = home.teacher();
    this.ledger = new Ledger(directory);
  }

  /** The sum of the ledger, read again only when there is more of it. */
  public synchronized Ledger.Total total() {
    try {
      Path file = directory.resolve("ledger.jsonl");
      long size = Files.exists(file) ? Files.size(file) : 0;
      if (size != knownSize) {
        known = ledger.total();
        knownSize = size;
      }
    } catch (IOException unreadable) {
      LOG.warning("the ledger of what was sent cannot be read: " + unreadable);
    }
    return known;
  }

  /**
   * Forgets what teachers answered: it may tell of anything that is forgotten. The sum of what was
   * sent stays.
   *
   * @param all also when, to whom and for what, but for what this month cost
   * @return how many files are gone
   */
  public synchronized long forget(boolean all, Instant now) throws IOException {
    long gone = 0;
    for (String name : List.of("answers.jsonl", "secret")) {
      gone += Files.deleteIfExists(directory.resolve(name)) ? 1 : 0;
    }
    try (Stream<Path> left =
        Files.isDirectory(directory) ? Files.list(directory) : Stream.empty()) {
      for (Path half : left.filter(f -> f.getFileName().toString().endsWith(".new")).toList()) {
        Files.deleteIfExists(half);
      }
    }
    if (all) {
      ledger.forget(now);
      knownSize = -1;
    }
    return gone;
  }
}
