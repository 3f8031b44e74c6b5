package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Sites;
import java.time.Clock;
import java.util.Optional;

/** What the person said to learning notes that they write on one kind of page about another. */
final class NoteHabits {

  private final Journal journal;
  private final Clock clock;

  NoteHabits(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /** Empty where they were not asked, or have not answered. */
  Optional<Boolean> said(PageKind read, PageKind noted) {
    return journal.first(
        "SELECT learned FROM note_habit WHERE place = ? AND noted = ?",
        row -> row.flag(1),
        read.place(),
        noted.place());
  }

  void say(PageKind read, PageKind noted, boolean learned) {
    journal.update(
        "INSERT INTO note_habit (place, noted, site, noted_site, time, learned)"
            + " VALUES (?,?,?,?,?,?) ON CONFLICT (place, noted) DO UPDATE SET"
            + " learned = excluded.learned, time = excluded.time",
        read.place(),
        noted.place(),
        site(read),
        site(noted),
        clock.millis(),
        learned);
  }

  /** Remembers where a page's notes were written: who forgets that site forgets them. */
  void noted(long page, PageKind noted) {
    journal.update("UPDATE picked_page SET noted_site = ? WHERE id = ?", site(noted), page);
  }

  private static String site(PageKind kind) {
    String host = Sites.host("https://" + kind.place());
    return host == null ? "" : host;
  }
}
