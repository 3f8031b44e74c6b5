package dev.stillroom.host.protocol;

import java.util.List;
import java.util.Map;

/** What a client is shown of summaries. */
public final class SummaryView {

  private SummaryView() {}

  /**
   * One sentence of a page.
   *
   * @param index its place among the page's sentences
   * @param heading the one above it; empty for none
   * @param node the snapshot's node of the block that holds it; -1 of a text
   */
  public record Passage(int index, String text, String heading, int node) {}

  /**
   * What the person wrote down of a page in their own form.
   *
   * @param fields by name; a field without a value is none of this page's
   * @param text what stands beside the fields, in their own words
   */
  public record Notes(Map<String, List<String>> fields, String text) {}

  /**
   * What two summarizers said of a page before the person chose.
   *
   * @param own the passages that were shown
   * @param browser what the browser's own model wrote
   */
  public record Contest(String own, String browser) {}

  /**
   * A sentence that a language model wrote.
   *
   * @param sources the page's sentences that it may come from, the nearest first
   * @param missing numbers and names in it that the page does not have
   * @param supported whether nothing is missing and most of its words stand in its sources
   */
  public record WrittenSentence(
      String text, List<Passage> sources, List<String> missing, boolean supported) {}

  /** What is suggested about summaries of one kind of pages. */
  public enum SummaryOfferKind {
    /** To show them by themselves: the person asked for several. */
    SHOW,
    /** To learn what they wrote down elsewhere after reading one. */
    NOTE
  }

  /**
   * A suggestion about summaries of one kind of pages.
   *
   * @param title of the page that was read last
   * @param site of the pages
   * @param pages how many of them it rests on
   * @param noted the site on which the notes were written; null where there are none
   * @param notes what was written; null where nothing was
   */
  public record SummaryOffer(
      String id,
      SummaryOfferKind kind,
      String title,
      String site,
      int pages,
      @Nullable String noted,
      @Nullable Notes notes) {}

  /**
   * What the person said to learning notes that they write on one kind of page about another.
   *
   * @param place the kind of page that is read: its address, {@code *} for what changes
   * @param noted the kind of page on which the notes are written
   * @param learned whether they are learned without asking; else such notes are never offered
   */
  public record NoteHabit(String place, String noted, boolean learned) {}

  /** Whether pages of a kind are summarized only when the person asks for it. */
  public enum SummaryShown {
    ASKED,
    ALWAYS,
    /** It was suggested to show them always, and the person said no. */
    NEVER
  }
}
