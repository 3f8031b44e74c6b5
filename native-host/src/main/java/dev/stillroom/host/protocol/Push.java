package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the engine says unasked, to every connected extension. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Push.Changed.class, name = "changed"),
  @JsonSubTypes.Type(value = Push.Notify.class, name = "notify"),
  @JsonSubTypes.Type(value = Push.Progress.class, name = "progress")
})
public sealed interface Push {

  /** Something that a view shows has changed; whoever shows it asks again. */
  record Changed(int badge) implements Push {}

  record Notify(View.Notice notice) implements Push {}

  /** How far a distillation is; {@code fraction} in [0, 1]. */
  record Progress(String taskId, double fraction, String phase) implements Push {}
}
