package dev.stillroom.runtime.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/** What travels between an engine and a worker, one {@link Frames frame} each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobFrame.Prepare.class, name = "prepare"),
  @JsonSubTypes.Type(value = JobFrame.Start.class, name = "start"),
  @JsonSubTypes.Type(value = JobFrame.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = JobFrame.Partial.class, name = "partial"),
  @JsonSubTypes.Type(value = JobFrame.Done.class, name = "done"),
  @JsonSubTypes.Type(value = JobFrame.Failed.class, name = "failed")
})
public sealed interface JobFrame {

  /** Engine to worker, before anything else if at all: a job of this name is likely soon. */
  record Prepare(String job) implements JobFrame {}

  /** Engine to worker, once: what to do. The worker ends when its input ends. */
  record Start(String job, JsonNode arguments) implements JobFrame {}

  /** Worker to engine: how far it is. */
  record Progress(double fraction, String phase) implements JobFrame {}

  /** Worker to engine: what there is of the result so far. */
  record Partial(JsonNode result) implements JobFrame {}

  /** Worker to engine, last: the result. */
  record Done(JsonNode result) implements JobFrame {}

  /** Worker to engine, last: why it could not be done. */
  record Failed(String message) implements JobFrame {}
}
