package dev.stillroom.host.protocol;

import java.time.Instant;
import java.util.List;

/** What a client is shown of files: where they go, what was done to them, what can be undone. */
public final class FilesView {

  private FilesView() {}

  /**
   * What a model says of a file.
   *
   * @param act what it would do; null where it would leave the file alone or is not sure
   */
  public record TriedFile(
      String name, View.@Nullable FileAct act, double confidence, List<View.Reason> reasons) {}

  /**
   * One file of a folder that is to be tidied.
   *
   * @param folder where it would go; null where nothing is known
   * @param sure whether it would be put there unless the person says otherwise
   * @param others folders that are likely besides, the likeliest first
   */
  public record TidyFile(
      String name,
      long bytes,
      @Nullable String folder,
      boolean sure,
      double confidence,
      List<String> others,
      List<View.Reason> reasons) {}

  /**
   * What the person wants to be done with one file.
   *
   * @param chosen whether they chose the folder themselves
   */
  public record TidyMove(String name, String folder, boolean chosen) {}

  /**
   * What could not be done.
   *
   * @param id the act's, or empty where there is none
   */
  public record NotDone(String id, String name, String why) {}

  /**
   * The last seven days in figures.
   *
   * @param files what Stillroom did for the person and is not undone
   * @param seconds what that would have taken by hand
   * @param undone what the person took back
   */
  public record Week(int files, double seconds, int undone) {}

  /**
   * A suggestion: one prediction offered.
   *
   * @param others of a file to be put away, other folders that are likely, the likeliest first
   * @param pushed whether it earned a badge and a toast, or is only shown where the person looks
   * @param sample whether it is the one act in twenty that is offered though the task runs by
   *     itself
   */
  public record Offer(
      String id,
      String taskId,
      String downloadId,
      String fileName,
      String site,
      View.FileAct act,
      List<String> others,
      double confidence,
      List<View.Reason> reasons,
      boolean pushed,
      boolean sample,
      Instant time) {}

  public enum ActState {
    INTENDED,
    DONE,
    UNDONE,
    FAILED
  }

  public enum ActBy {
    PERSON,
    OFFER,
    GRANTED,
    EARNED,
    COMMAND
  }

  /**
   * @param digestBefore SHA-256 of the original, hexadecimal
   * @param digestAfter SHA-256 of the result, hexadecimal; null until it exists
   * @param batch what was done together with it and is undone together, or null
   */
  public record DoneAct(
      String id,
      @Nullable String taskId,
      @Nullable String downloadId,
      View.FileAct act,
      ActBy by,
      ActState state,
      String source,
      @Nullable String result,
      @Nullable String digestBefore,
      @Nullable String digestAfter,
      boolean mayUndo,
      @Nullable String message,
      @Nullable String batch,
      Instant time) {}

  /**
   * An original that could not be put back.
   *
   * @param place where it was
   * @param file where it waits
   */
  public record KeptFile(String place, String file) {}

  /**
   * A recent download.
   *
   * @param formats what it can be converted to, empty when it is no picture or not in an allowed
   *     folder
   * @param notAllowedFolder the folder the person would have to allow first, or null
   * @param convertedTo what another program was seen to convert it to, or null
   * @param originalFormat what the site's own address says the picture is there, where it came as
   *     something else; or null
   */
  public record RecentDownload(
      String id,
      String name,
      String path,
      String site,
      @Nullable String mime,
      long bytes,
      Instant time,
      boolean there,
      List<String> formats,
      @Nullable String notAllowedFolder,
      @Nullable String convertedTo,
      @Nullable String originalFormat,
      @Nullable DoneAct act) {}

  /** One past example and what the model says of it now, for the preview before "Always". */
  public record PastExample(
      String fileName, String site, @Nullable String did, @Nullable String predicted) {}

  /**
   * An example whose label is probably wrong.
   *
   * @param name what it is called where it is listed
   * @param confidence of a student that had not seen it, in what it suggests
   */
  public record DoubtedLabel(
      String exampleId,
      String name,
      String site,
      String label,
      String suggested,
      double confidence) {}

  /**
   * A program that makes another file of one.
   *
   * @param to the extension of what it makes
   * @param from the extensions of what it reads
   * @param command the program and its words; {@code {in}} stands for the file
   * @param allowed whether the person allowed it; otherwise it is only there
   */
  public record Program(String to, List<String> from, List<String> command, boolean allowed) {}
}
