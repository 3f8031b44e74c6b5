package dev.stillroom.host.routine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.Goal;
import dev.stillroom.host.watch.PictureFormat;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A download and what the person did with it. */
public record DownloadCase(
    String id,
    Instant time,
    Map<String, String> features,
    @Nullable String deed,
    boolean originalGone)
    implements Case {

  private static final String CONVERT = "convert:";

  /** The features of an INPUT that recur; a name or a title is of one download only. */
  private static final List<String> RECURRING =
      List.of("extension", "host", "mime", "contentHost", "folder");

  /**
   * The case of a download.
   *
   * @param followUps what was done with it and not taken back
   * @return empty when it says nothing of the person: its file could not be watched, or a model
   *     acted
   */
  public static Optional<DownloadCase> of(Download download, List<FollowUp> followUps) {
    boolean watched = download.allowed() && download.fileKey() != null;
    if (!watched || followUps.stream().anyMatch(f -> f.actor() == FollowUp.Actor.MODEL)) {
      return Optional.empty();
    }
    // A conversion says more of the download than what was done with the original after it.
    FollowUp told = null;
    for (FollowUp followUp : followUps) {
      if (followUp.deed() instanceof Deed.Converted
          || (told == null && !(followUp.deed() instanceof Deed.Left))) {
        told = followUp;
      }
    }
    return Optional.of(
        new DownloadCase(
            download.id(),
            download.time(),
            features(download.input()),
            told == null ? null : told.deed().symbol(),
            told != null && told.deed() instanceof Deed.Converted c && c.originalGone()));
  }

  /** The cases of the newest downloads, oldest first: from these the routines can be rebuilt. */
  public static List<DownloadCase> recent(Downloads downloads, Deeds deeds, int limit) {
    Map<String, List<FollowUp>> followUps = deeds.ofRecent(limit);
    return downloads.recentSeen(limit).reversed().stream()
        .flatMap(d -> of(d, followUps.getOrDefault(d.id(), List.of())).stream())
        .toList();
  }

  /** What a task can do of it for the person; null for what none can. */
  static View.@Nullable Act act(String deed, boolean removeOriginal) {
    if (!deed.startsWith(CONVERT)) {
      return null;
    }
    String to = deed.substring(CONVERT.length());
    boolean made = Goal.of(to).isPresent() || PictureFormat.ofName("a." + to).isEmpty();
    return made ? new View.Conversion(to, removeOriginal) : null;
  }

  static Map<String, String> features(ObjectNode input) {
    Map<String, String> features = new LinkedHashMap<>();
    for (String name : RECURRING) {
      JsonNode value = input.path(name);
      if (value.isTextual() && !value.asText().isEmpty()) {
        features.put(name, value.asText());
      }
    }
    return features;
  }
}
