package dev.stillroom.host.protocol;

import java.util.List;

/** What a client is shown of fields picked on pages. */
public final class PickView {

  private PickView() {}

  /** Whether a page is one record, or holds one in each item of a list. */
  public enum PickShape {
    PAGE,
    ITEMS
  }

  /** What became of a page that the student filled in. */
  public enum FilledIn {
    /** The person picked it all. */
    NO,
    /** It was right as it was. */
    RIGHT,
    /** The person corrected it. */
    CORRECTED
  }

  public enum FieldState {
    FOUND,
    ABSENT,
    UNSURE
  }

  /**
   * @param many whether a page may have several values of it
   */
  public record PickField(String name, boolean many) {}

  /**
   * What a person picked from pages of one kind, and the student that learns it.
   *
   * @param where the kind of page: host and path, {@code *} for what changes
   * @param form what its pages are: {@code page}, {@code json} or {@code text}
   * @param fits whether the page that was asked about is of that kind
   * @param pages how many it was shown
   * @param right how many of those that it filled in first were right as they were
   * @param tried how many it filled in first
   * @param rows how many the table has
   * @param says what the student does, in words
   */
  public record Pick(
      String taskId,
      String title,
      String site,
      String where,
      String form,
      boolean fits,
      boolean paused,
      PickShape shape,
      List<PickField> fields,
      int pages,
      int right,
      int tried,
      int rows,
      boolean learning,
      @Nullable String failure,
      List<String> says) {}

  /**
   * One field as the student fills it in.
   *
   * @param values its best guess, also where it is unsure
   * @param at for each value the node of the snapshot; empty where the input has no nodes
   * @param note what the person should know, for example that the page changed
   */
  public record FilledField(
      String name,
      FieldState state,
      List<String> values,
      List<Integer> at,
      double confidence,
      @Nullable String note) {}

  /**
   * One row of a table.
   *
   * @param page which page it came from, counted from 1
   */
  public record TableRow(int page, String url, List<List<String>> cells) {}
}
