package dev.stillroom.e2e.bench.organize;

import dev.stillroom.host.journal.Inside;
import dev.stillroom.host.protocol.Event;

/**
 * One download of the made-up person.
 *
 * @param words those that its first page begins with; empty of what is no document
 * @param folder where they put it, below their own folder; {@link #LEFT} where they leave it
 * @param habit the line of the table it was drawn from
 * @param whim whether they did otherwise this once, which nobody can foresee
 * @param changed whether it falls under the habit that changed, after it did
 */
public record Saved(
    Event.Download event, String words, String folder, int habit, boolean whim, boolean changed) {

  /** In the download folder. */
  public static final String LEFT = "-";

  /** What a look into the file tells. */
  public Inside inside() {
    return new Inside(null, null, words.isEmpty() ? null : words);
  }

  public String name() {
    return event.path().substring(event.path().lastIndexOf('/') + 1);
  }
}
