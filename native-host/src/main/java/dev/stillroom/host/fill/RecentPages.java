package dev.stillroom.host.fill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Sites;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Pages of watched sites as they were left or copied from. In memory only, for half an hour, and no
 * more of them than fit: what is typed into a form may come from one of these.
 */
public final class RecentPages {

  static final Duration KEPT = Duration.ofMinutes(30);

  private static final int MOST = 30;

  /** Characters of one page, and of all of them. */
  private static final int LARGEST = 1_500_000;

  private static final long BUDGET = 16_000_000;

  /** Letters and digits of a page in which values are looked up. */
  private static final int MOST_WORDS = 300_000;

  private final Clock clock;
  private final Deque<Seen> pages = new ArrayDeque<>();
  private long last;

  public RecentPages(Clock clock) {
    this.clock = clock;
  }

  /**
   * A page that was seen.
   *
   * @param text its words without what is between them, to look values up in
   * @param copied what was copied from it, as it stood
   */
  record Seen(
      String id,
      Instant time,
      String url,
      String title,
      JsonNode page,
      String text,
      Set<String> copied,
      int size) {}

  void note(String url, String title, JsonNode page, String copied) {
    int size = page.toString().length();
    if (size > LARGEST) {
      return;
    }
    Set<String> texts = new HashSet<>();
    pages.removeIf(
        seen -> {
          boolean same = seen.url().equals(url) && seen.title().equals(title);
          if (same) {
            texts.addAll(seen.copied());
          }
          return same;
        });
    if (copied != null && !copied.isBlank() && texts.size() < 50) {
      texts.add(copied.length() <= 2_000 ? copied : copied.substring(0, 2_000));
    }
    StringBuilder words = new StringBuilder();
    for (JsonNode node : page.path("nodes")) {
      if (node.path(1).asText().equals("#text")) {
        words.append(node.path(2).asText()).append(' ');
      }
      if (words.length() > 2 * MOST_WORDS) {
        break;
      }
    }
    String text = plain(words.toString());
    pages.addFirst(
        new Seen(
            "page-" + ++last,
            clock.instant(),
            url,
            title,
            page,
            text.length() <= MOST_WORDS ? text : text.substring(0, MOST_WORDS),
            texts,
            size));
    expire();
  }

  /** The newest first. */
  List<Seen> all() {
    expire();
    return new ArrayList<>(pages);
  }

  Optional<Seen> find(String id) {
    expire();
    return pages.stream().filter(seen -> seen.id().equals(id)).findFirst();
  }

  /** Drops what is of a site. */
  void drop(String site) {
    pages.removeIf(seen -> site.equals(Sites.host(seen.url())));
  }

  /** Forgets everything at once. */
  public void forget() {
    pages.clear();
  }

  private void expire() {
    Instant oldest = clock.instant().minus(KEPT);
    pages.removeIf(seen -> seen.time().isBefore(oldest));
    long all = pages.stream().mapToLong(Seen::size).sum();
    while (pages.size() > MOST || all > BUDGET) {
      all -= pages.removeLast().size();
    }
  }

  /** Letters and digits only: what is written alike is alike. */
  static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "");
  }
}
