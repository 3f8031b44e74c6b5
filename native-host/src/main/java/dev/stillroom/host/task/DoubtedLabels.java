package dev.stillroom.host.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView.DoubtedLabel;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Examples whose label a distillation doubted, and what the person said of them. The journal keeps
 * what was done as it was; what the person meant counts where a model learns from it, until they do
 * something else with the same thing.
 */
public final class DoubtedLabels {

  /** Beside the corrections of answers, which are kept by digests: no digest begins so. */
  private static final String PREFIX = "label:";

  private final Journal journal;
  private final Clock clock;

  public DoubtedLabels(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** What was said of an example with this label. */
  private record Said(String given, String meant) {}

  /** Examples as the person means them. */
  public List<Labelled> meant(String taskId, List<Labelled> examples) {
    Map<String, Said> said = said(taskId);
    return said.isEmpty()
        ? examples
        : examples.stream().map(one -> meant(one, said.get(one.subjectId()))).toList();
  }

  private static Labelled meant(Labelled one, Said said) {
    boolean holds = said != null && one.output().isTextual() && one.label().equals(said.given());
    return !holds
        ? one
        : new Labelled(
            one.subjectId(),
            one.name(),
            one.site(),
            one.time(),
            one.input(),
            TextNode.valueOf(said.meant()),
            one.corrected());
  }

  /**
   * What the person has not said anything of yet, most suspicious first.
   *
   * @param card of the task's model
   * @param examples as the journal has them
   */
  public List<DoubtedLabel> open(String taskId, JsonNode card, List<Labelled> examples) {
    Map<String, Labelled> known = new HashMap<>();
    examples.forEach(one -> known.put(one.subjectId(), one));
    Map<String, Said> said = said(taskId);
    List<DoubtedLabel> open = new ArrayList<>();
    for (JsonNode doubt : card.path("labelErrors").path("examples")) {
      Labelled one = known.get(doubt.path("id").asText());
      boolean stands = one != null && one.label().equals(doubt.path("given").asText());
      Said before = stands ? said.get(one.subjectId()) : null;
      if (stands && (before == null || !before.given().equals(one.label()))) {
        open.add(
            new DoubtedLabel(
                one.subjectId(),
                one.name(),
                one.site(),
                one.label(),
                doubt.path("suggested").asText(),
                doubt.path("confidence").asDouble()));
      }
    }
    return open;
  }

  /**
   * The person says what an example's label is: as it was, or another one that the task has.
   *
   * @return whether there is something to be learned anew
   */
  public boolean settle(String taskId, String exampleId, String label, List<Labelled> examples) {
    Labelled example =
        examples.stream()
            .filter(one -> one.subjectId().equals(exampleId) && one.output().isTextual())
            .findFirst()
            .orElseThrow(
                () ->
                    new RequestFailure(
                        ErrorCode.NOT_FOUND, "this example is gone meanwhile: look again"));
    Set<String> labels = new HashSet<>();
    examples.forEach(one -> labels.add(one.label()));
    if (!labels.contains(label)) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "no example has the label '" + label + "': choose one of them");
    }
    String before =
        Optional.ofNullable(said(taskId).get(exampleId))
            .filter(said -> said.given().equals(example.label()))
            .map(Said::meant)
            .orElse(example.label());
    journal.update(
        "INSERT INTO correction (task_id, input_digest, output, time) VALUES (?,?,?,?)"
            + " ON CONFLICT DO UPDATE SET output = excluded.output, time = excluded.time",
        taskId,
        PREFIX + exampleId,
        ProtocolJson.MAPPER
            .createObjectNode()
            .put("given", example.label())
            .put("meant", label)
            .toString(),
        clock.millis());
    return !before.equals(label);
  }

  private Map<String, Said> said(String taskId) {
    Map<String, Said> said = new HashMap<>();
    journal
        .query(
            "SELECT substr(input_digest, ?3), output FROM correction"
                + " WHERE task_id = ?1 AND substr(input_digest, 1, ?3 - 1) = ?2",
            row -> List.of(row.text(1), row.text(2)),
            taskId,
            PREFIX,
            PREFIX.length() + 1)
        .forEach(row -> said.put(row.get(0), read(row.get(1))));
    return said;
  }

  private static Said read(String json) {
    try {
      JsonNode said = ProtocolJson.MAPPER.readTree(json);
      return new Said(said.path("given").asText(), said.path("meant").asText());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
