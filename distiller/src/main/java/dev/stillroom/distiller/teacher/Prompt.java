package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/**
 * One question. The person's words stand in {@code system}, the data of strangers in {@code user}.
 *
 * @param schema the JSON schema of the answer
 * @param mostTokens of the answer
 * @param sample 0 for the likeliest answer; others are drawn by chance, each by its own number
 * @param about what is asked of the data, whatever examples are shown with it
 */
public record Prompt(
    String system, String user, ObjectNode schema, int mostTokens, int sample, String about) {

  /** English text has about four characters a token; three errs on the dear side. */
  private static final int CHARACTERS_A_TOKEN = 3;

  private static final int ENVELOPE = 20;

  /** One that is asked in one way only. */
  public Prompt(String system, String user, ObjectNode schema, int mostTokens, int sample) {
    this(system, user, schema, mostTokens, sample, system);
  }

  /** What it will take at the most, in tokens. */
  public long estimatedTokens() {
    return estimatedTokensIn() + mostTokens;
  }

  long estimatedTokensIn() {
    return estimate(system) + estimate(user) + ENVELOPE;
  }

  /** The words of it, in bytes. */
  static long bytes(Prompt prompt) {
    return prompt.system().getBytes(StandardCharsets.UTF_8).length
        + prompt.user().getBytes(StandardCharsets.UTF_8).length;
  }

  static long estimate(String text) {
    return (text.length() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
  }

  /** How much chance there is in the answer. */
  double temperature() {
    return sample == 0 ? 0 : 0.8;
  }
}
