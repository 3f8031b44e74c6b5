package dev.stillroom.host.fill;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.FillView.FillConsent;
import dev.stillroom.host.trust.Audit;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Which origin's data may be filled into which other origin's forms: the person's word. */
public final class Consents {

  private final Journal journal;
  private final Audit audit;
  private final Clock clock;

  public Consents(Journal journal, Audit audit, Clock clock) {
    this.journal = journal;
    this.audit = audit;
    this.clock = clock;
  }

  /** What comes from no page is the person's own, and a page may have its own data back. */
  boolean agreed(String from, String into) {
    return from.isEmpty()
        || from.equals(into)
        || journal.count(
                "SELECT count(*) FROM fill_consent WHERE from_origin = ? AND into_origin = ?",
                from,
                into)
            > 0;
  }

  public void allow(String from, String into, boolean allowed) {
    FormCheck.require(
        Origin.of(from).equals(from) && Origin.of(into).equals(into) && !from.isEmpty(),
        "consent is given for two origins, not '"
            + FormCheck.brief(from)
            + "' and '"
            + FormCheck.brief(into)
            + "'");
    if (allowed == agreed(from, into)) {
      return;
    }
    if (allowed) {
      journal.update(
          "INSERT INTO fill_consent (from_origin, into_origin, time) VALUES (?,?,?)",
          from,
          into,
          clock.millis());
    } else {
      journal.update(
          "DELETE FROM fill_consent WHERE from_origin = ? AND into_origin = ?", from, into);
    }
    audit.record(
        null,
        "consent",
        allowed
            ? "You allowed data of " + from + " to be filled into forms of " + into + "."
            : "You took back that data of " + from + " goes into forms of " + into + ".");
  }

  public List<FillConsent> list() {
    return journal.query(
        "SELECT from_origin, into_origin, time FROM fill_consent ORDER BY time DESC LIMIT 500",
        row -> new FillConsent(row.text(1), row.text(2), Instant.ofEpochMilli(row.number(3))));
  }
}
