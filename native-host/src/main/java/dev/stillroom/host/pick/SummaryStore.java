package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView.SummaryShown;
import java.time.Clock;
import java.util.List;

/** How often pages of a kind were summarized, and what the person said about doing it unasked. */
final class SummaryStore {

  private final Journal journal;
  private final Clock clock;

  SummaryStore(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * What is known of a kind of pages.
   *
   * @param asked how many pages of it were summarized because the person asked
   */
  record Known(int asked, SummaryShown shown) {}

  Known of(PageKind kind) {
    return journal
        .first(
            "SELECT asked, shown FROM summary_kind WHERE place = ?",
            row -> new Known(row.integer(1), SummaryShown.valueOf(row.text(2))),
            kind.place())
        .orElse(new Known(0, SummaryShown.ASKED));
  }

  /** A kind of pages that the person often has summarized, and was not asked about. */
  record Often(String place, String site, int asked) {}

  /** The newest first. */
  List<Often> often(int least, int most) {
    return journal.query(
        "SELECT place, site, asked FROM summary_kind WHERE shown = 'ASKED' AND asked >= ?"
            + " ORDER BY time DESC LIMIT ?",
        row -> new Often(row.text(1), row.text(2), row.integer(3)),
        least,
        most);
  }

  /** The person answered a suggestion about a kind that is known. */
  void answered(String place, SummaryShown shown) {
    int rows =
        journal.update(
            "UPDATE summary_kind SET shown = ?, time = ? WHERE place = ?",
            shown.name(),
            clock.millis(),
            place);
    if (rows == 0) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, "nothing is known of the pages " + PickCheck.brief(place));
    }
  }

  void asked(PageKind kind, String site) {
    journal.update(
        "INSERT INTO summary_kind (place, site, time, asked, shown) VALUES (?,?,?,1,'ASKED')"
            + " ON CONFLICT (place) DO UPDATE SET asked = asked + 1, time = excluded.time",
        kind.place(),
        site,
        clock.millis());
  }

  void shown(PageKind kind, String site, SummaryShown shown) {
    journal.update(
        "INSERT INTO summary_kind (place, site, time, asked, shown) VALUES (?,?,?,0,?)"
            + " ON CONFLICT (place) DO UPDATE SET shown = excluded.shown, time = excluded.time",
        kind.place(),
        site,
        clock.millis(),
        shown.name());
  }
}
