package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Download;

/**
 * What a prediction is about: a download, or a thing on a page.
 *
 * @param input what a student sees of it, the examples format's INPUT
 * @param digest what makes two of them the same for the person: the key of a correction
 */
public record Subject(String id, JsonNode input, String digest) {

  public static Subject of(Download download) {
    return new Subject(download.id(), download.input(), download.inputDigest());
  }

  /** The same as a student of folders sees it. */
  public static Subject toFile(Download download) {
    return new Subject(download.id(), download.filing(), download.inputDigest());
  }
}
