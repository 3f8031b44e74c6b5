package dev.stillroom.host.pick;

import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.SummaryView.SummaryOffer;
import dev.stillroom.host.protocol.SummaryView.SummaryOfferKind;
import dev.stillroom.host.protocol.SummaryView.SummaryShown;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What is suggested about summaries where the person looks: to show those of a kind of pages by
 * themselves, which they asked for several times, and to learn what they write down elsewhere.
 */
public final class SummaryOffers {

  private static final String SHOW = "show:";

  /** Of each sort. */
  private static final int MOST = 3;

  private final SummaryStore kinds;
  private final NotesElsewhere notes;
  private final Runnable changed;

  public SummaryOffers(Journal journal, NotesElsewhere notes, Clock clock, Runnable changed) {
    this.kinds = new SummaryStore(journal, clock);
    this.notes = notes;
    this.changed = changed;
  }

  /** Notes first: they do not wait long. */
  public List<SummaryOffer> open() {
    List<SummaryOffer> open = new ArrayList<>(notes.offers().stream().limit(MOST).toList());
    for (SummaryStore.Often often : kinds.often(Summaries.OFTEN, MOST)) {
      open.add(
          new SummaryOffer(
              SHOW + often.place(),
              SummaryOfferKind.SHOW,
              often.place(),
              often.site(),
              often.asked(),
              null,
              null));
    }
    return open;
  }

  public void answer(Request.AnswerSummaryOffer request) {
    if (!request.id().startsWith(SHOW)) {
      notes.answer(request.id(), request.yes());
      return;
    }
    kinds.answered(
        request.id().substring(SHOW.length()),
        request.yes() ? SummaryShown.ALWAYS : SummaryShown.NEVER);
    changed.run();
  }
}
