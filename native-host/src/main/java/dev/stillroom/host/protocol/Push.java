package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What the engine says unasked, to every connected extension. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Push.Changed.class, name = "changed"),
  @JsonSubTypes.Type(value = Push.Notify.class, name = "notify"),
  @JsonSubTypes.Type(value = Push.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = Push.Written.class, name = "written"),
  @JsonSubTypes.Type(value = Push.Decode.class, name = "decode"),
  @JsonSubTypes.Type(value = Push.Heard.class, name = "heard")
})
public sealed interface Push {

  /** Something that a view shows has changed; whoever shows it asks again. */
  record Changed(int badge) implements Push {}

  record Notify(View.Notice notice) implements Push {}

  /** How far a distillation is; {@code fraction} in [0, 1]. */
  record Progress(String taskId, double fraction, String phase) implements Push {}

  /**
   * A picture that only a browser can read: the first extension that asks for its bytes decodes it.
   *
   * @param mime its type by its content
   * @param bytes how many it has
   */
  record Decode(String decodingId, String mime, long bytes) implements Push {}

  /**
   * What there is of a summary that is being written.
   *
   * @param sentences all there are so far; they may be replaced by fewer
   * @param failure why it ended before it was done; null where it did not
   */
  record Written(
      String writingId,
      double fraction,
      List<SummaryView.WrittenSentence> sentences,
      boolean done,
      @Nullable String failure)
      implements Push {}

  /** What a teacher has said so far of an answer that is still coming. */
  record Heard(String askId, String text) implements Push {}
}
