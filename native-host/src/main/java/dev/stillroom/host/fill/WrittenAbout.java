package dev.stillroom.host.fill;

import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.SummaryView;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the page of another site that was open lately and that notes are about. */
final class WrittenAbout {

  /** Recent pages in which the notes are sought. */
  private static final int MOST_PAGES = 10;

  /** Words that are sought. */
  private static final int MOST_WORDS = 200;

  /** Letters and digits of a value that is found by no chance, and of two that are together. */
  private static final int TELLING = 6;

  private static final int LEAST_LENGTH = 3;

  /** Letters of a word that carries meaning. */
  private static final int CONTENT = 4;

  /** So many of them are sentences, and so many have to stand in the page, as a share. */
  private static final int LEAST_WORDS = 6;

  private static final double MOSTLY = 0.7;

  private WrittenAbout() {}

  /**
   * The page of which most stands in the notes, where that is enough to be no chance.
   *
   * @param pages the newest first
   * @param place the page that the notes were written in, without secrets
   */
  static Optional<RecentPages.Seen> one(
      List<RecentPages.Seen> pages, String place, SummaryView.Notes notes) {
    List<String> values =
        notes.fields().values().stream()
            .flatMap(List::stream)
            .map(RecentPages::plain)
            .filter(value -> value.length() >= LEAST_LENGTH)
            .toList();
    List<String> words = words(notes.text());
    // What stands on the same site may be the note itself, listed with others.
    String site = Sites.host(place);
    RecentPages.Seen best = null;
    double most = 0;
    for (RecentPages.Seen page : pages.stream().limit(MOST_PAGES).toList()) {
      double score =
          String.valueOf(Sites.host(page.url())).equals(site)
              ? 0
              : score(page, values, RecentPages.plain(notes.text()), words);
      if (score > most) {
        best = page;
        most = score;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How much of the notes stands in a page; 0 where that may be chance. */
  private static double score(
      RecentPages.Seen page, List<String> values, String text, List<String> words) {
    Set<String> copies =
        page.copied().stream()
            .map(RecentPages::plain)
            .filter(copy -> copy.length() >= LEAST_LENGTH)
            .collect(Collectors.toSet());
    int found = 0;
    int telling = 0;
    int copied = 0;
    for (String value : values) {
      boolean wasCopied = copies.stream().anyMatch(copy -> copy.contains(value));
      boolean stands = wasCopied || page.text().contains(value);
      found += stands ? 1 : 0;
      telling += stands && value.length() >= TELLING ? 1 : 0;
      copied += wasCopied ? 1 : 0;
    }
    boolean pasted =
        copies.stream().anyMatch(copy -> copy.length() >= TELLING && text.contains(copy));
    long shared = words.stream().filter(page.text()::contains).count();
    boolean told = words.size() >= LEAST_WORDS && shared >= MOSTLY * words.size();
    boolean filled =
        2 * found >= values.size() && (found >= 2 || telling > 0 || copied > 0) && found > 0;
    return filled || pasted || told
        ? 10 * found + copied + (pasted ? 10 : 0) + (told ? 10.0 * shared / words.size() : 0)
        : 0;
  }

  /** The words of a text that carry meaning; of scripts without spaces as they are parted. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    BreakIterator parts = BreakIterator.getWordInstance(Locale.ROOT);
    parts.setText(text);
    int from = parts.first();
    for (int to = parts.next();
        to != BreakIterator.DONE && words.size() < MOST_WORDS;
        to = parts.next()) {
      String word = RecentPages.plain(text.substring(from, to));
      boolean ideographic = !word.isEmpty() && Character.isIdeographic(word.codePointAt(0));
      if (word.length() >= CONTENT || ideographic) {
        words.add(word);
      }
      from = to;
    }
    return words;
  }
}
