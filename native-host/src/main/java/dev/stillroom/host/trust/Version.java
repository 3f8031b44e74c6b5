package dev.stillroom.host.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Trust;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * One version of a task's model: immutable bytes, and how they stand.
 *
 * @param digest the pack's model digest; the bytes are {@code packs/<digest>.still}
 * @param card the model card, JSON as the command line prints it
 * @param since outcomes predicted from then on are its evidence
 * @param drift the change detector's state
 */
public record Version(
    String taskId,
    String digest,
    int number,
    Role role,
    Trust trust,
    Instant installed,
    String card,
    Instant since,
    Sequence sequence,
    double drift) {

  /** The card as JSON. */
  public JsonNode cardJson() {
    try {
      return ProtocolJson.MAPPER.readTree(card);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("the card of version " + digest + " is no JSON", e);
    }
  }

  /** Whether it is good enough to be offered. */
  public boolean passes() {
    return passes(cardJson());
  }

  /**
   * Whether the model of a card is good enough to be offered: better than the baseline. Whether it
   * also keeps the error aimed at when it answers, the verdict's {@code passes}, is for those who
   * apply a model unseen; here trust rests on outcomes.
   */
  public static boolean passes(JsonNode card) {
    JsonNode verdict = card.path("verdict");
    return verdict.path("better").asBoolean(verdict.path("passes").asBoolean());
  }

  /** Only a champion is offered or applied, only a challenger predicts in its shadow. */
  public enum Role {
    CHAMPION,
    CHALLENGER,
    PREVIOUS
  }
}
