package dev.stillroom.host.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** What a client is shown of forms and what fills them. */
public final class FillView {

  private FillView() {}

  /** What a form is filled from. */
  public enum SourceKind {
    PAGE,
    SELECTION,
    /** A document the person opened or pasted: theirs, and of no site. */
    DOCUMENT,
    /** A row of a table that is filled in row by row. */
    ROW,
    /** A form that was filled in before. */
    FORM,
    /** A page of a watched site that was open lately, as it is kept in memory. */
    RECENT
  }

  /**
   * What a form is to be filled from.
   *
   * @param url the page's, by the browser's word; empty of what comes from no page
   * @param id of a previous form, a recent page or a run of rows
   * @param row of a run, counted from 0
   * @param input the examples format's INPUT of a page, a selection or a document
   */
  public record FillSource(
      SourceKind kind,
      String url,
      String title,
      @Nullable String id,
      @Nullable Integer row,
      @Nullable JsonNode input) {}

  /** How sure a value is, in a word. */
  public enum Sureness {
    /** The person said so, or what they showed says so. */
    CERTAIN,
    SURE,
    LIKELY,
    /** A guess that is not filled. */
    UNSURE,
    NOTHING
  }

  /**
   * What would be put into one field of a form.
   *
   * @param field its place in the form, counted from 0
   * @param type what it was understood as
   * @param value what is put there: a text, the value of an option, {@code on} or {@code off}; null
   *     where it stays empty
   * @param shown the same for a person
   * @param guess what may belong there, where that is not sure enough
   * @param why where nothing is filled: {@code never}, {@code unsure}, {@code no-value} and others
   * @param from where it came from in words
   * @param nodes where in the page's snapshot
   * @param through what was done to it in words
   */
  public record PreviewedField(
      int field,
      String key,
      String type,
      @Nullable String value,
      @Nullable String shown,
      @Nullable String guess,
      @Nullable String guessShown,
      @Nullable String why,
      double confidence,
      Sureness sureness,
      String from,
      List<Integer> nodes,
      String through) {}

  /** What became of one field. */
  public enum FillHow {
    /** Filled as it was proposed. */
    TAKEN,
    /** Filled with what the person wrote in its place. */
    CORRECTED,
    /** The person did not want it. */
    LEFT,
    /** The field would not have it. */
    REJECTED
  }

  /**
   * @param value what stands in the field; empty where nothing was filled
   */
  public record FilledOne(int field, String value, FillHow how) {}

  /** A form that was filled in before, as a source. */
  public record PreviousForm(
      String id,
      String title,
      String site,
      Instant time,
      int fields,
      String from,
      boolean undone) {}

  /**
   * A page that was open lately, kept in memory only.
   *
   * @param learned whether a form of this kind was filled from such a page
   */
  public record RecentPage(String id, String title, String url, Instant time, boolean learned) {}

  /** One origin's data may be filled into another's forms. */
  public record FillConsent(String from, String into, Instant time) {}

  public enum RowState {
    WAITING,
    FILLED,
    SKIPPED
  }

  /**
   * Rows that are filled into the same form one after the other.
   *
   * @param next the row that comes next, counted from 0; null when all are done
   * @param asks whether each row is confirmed
   * @param mayStopAsking whether enough rows were right for the person to let it go on by itself
   */
  public record FillRun(
      String id,
      String title,
      String url,
      List<String> heads,
      int total,
      int filled,
      int skipped,
      @Nullable Integer next,
      boolean paused,
      boolean asks,
      boolean mayStopAsking,
      Instant time) {}

  /**
   * One row and what went where.
   *
   * @param values what was put into each field, by the field's name
   */
  public record FillRow(
      int row,
      List<String> cells,
      RowState state,
      @Nullable Instant time,
      @Nullable String url,
      List<EvidenceView.Condition> values) {}
}
