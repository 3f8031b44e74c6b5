package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Corrections that stick: an input that was corrected gets the person's answer at once, whatever
 * the model says, also before the next version has learned it.
 */
public final class Corrections {

  /** What a browser adds to a name that is taken: {@code photo (1).webp}. */
  private static final Pattern COPY = Pattern.compile(" \\(\\d{1,4}\\)(?=\\.[^.]*$|$)");

  /** What makes two downloads the same input: a copy's number and the page's title do not. */
  private static final List<String> IDENTITY =
      List.of("name", "extension", "mime", "host", "contentHost", "bytes");

  private final Journal journal;
  private final Clock clock;

  public Corrections(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  public void correct(String taskId, JsonNode input, String output) {
    journal.update(
        "INSERT INTO correction (task_id, input_digest, output, time) VALUES (?,?,?,?)"
            + " ON CONFLICT DO UPDATE SET output = excluded.output, time = excluded.time",
        taskId,
        digest(input),
        output,
        clock.millis());
  }

  /** The person's own answer for this input, if they corrected it. */
  public Optional<String> of(String taskId, JsonNode input) {
    return journal.first(
        "SELECT output FROM correction WHERE task_id = ? AND input_digest = ?",
        row -> row.text(1),
        taskId,
        digest(input));
  }

  public void remove(String taskId, JsonNode input) {
    journal.update(
        "DELETE FROM correction WHERE task_id = ? AND input_digest = ?", taskId, digest(input));
  }

  private static String digest(JsonNode input) {
    StringBuilder text = new StringBuilder();
    for (String member : IDENTITY) {
      text.append(member).append('=');
      text.append(COPY.matcher(input.path(member).asText()).replaceFirst("")).append('\n');
    }
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
