package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import java.time.Clock;
import java.util.List;
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

  /** The newest first. */
  List<SummaryView.NoteHabit> list() {
    return journal.query(
        "SELECT place, noted, learned FROM note_habit ORDER BY time DESC, place, noted",
        row -> new SummaryView.NoteHabit(row.text(1), row.text(2), row.flag(3)));
  }

  /** As if the person had never been asked. */
  void drop(String place, String noted) {
    if (journal.update("DELETE FROM note_habit WHERE place = ? AND noted = ?", place, noted) == 0) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, "nothing was said to notes on " + PickCheck.brief(noted));
    }
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
