package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.host.protocol.SummaryView.SummaryOffer;
import dev.stillroom.host.protocol.SummaryView.SummaryOfferKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Notes that the person wrote on another page after reading one. They wait in memory, for half an
 * hour, until the person says whether to learn them as their summary of such pages; what they said
 * holds for later notes of the same two kinds of pages.
 */
public final class NotesElsewhere {

  static final Duration KEPT = Duration.ofMinutes(30);

  private static final int MOST = 40;

  /** Characters of all pages that wait. */
  private static final long BUDGET = 16_000_000;

  private final NoteHabits habits;
  private final Function<Request.LearnSummary, Reply.Learned> learner;
  private final Clock clock;
  private final Runnable changed;

  /** The oldest first. */
  private final List<Held> held = new ArrayList<>();

  private long last;

  /**
   * @param learner {@link Summaries#learn}
   */
  public NotesElsewhere(
      Journal journal,
      Function<Request.LearnSummary, Reply.Learned> learner,
      Clock clock,
      Runnable changed) {
    this.habits = new NoteHabits(journal, clock);
    this.learner = learner;
    this.clock = clock;
    this.changed = changed;
  }

  /** A page that was read, as it was left. */
  public record Read(String url, String title, JsonNode page) {}

  /**
   * Notes about one page.
   *
   * @param pageId what was learned of them is called; null before the person said yes
   */
  private record Held(
      String id,
      Instant time,
      Read read,
      PageKind kind,
      PageKind noted,
      SummaryView.Notes notes,
      Long pageId) {

    boolean isAlike(Held other) {
      return kind.equals(other.kind) && noted.equals(other.noted);
    }

    Held learnedAs(long page) {
      return new Held(id, time, read, kind, noted, notes, page);
    }
  }

  /**
   * The person wrote something down about a page they read.
   *
   * @param noted the address of the page it was written in
   */
  public void written(Read read, String noted, SummaryView.Notes notes) {
    expire();
    PageKind kind = PageKind.of(read.url());
    PageKind where = PageKind.of(noted);
    Optional<Boolean> said = habits.said(kind, where);
    if (said.isPresent() && !said.get()) {
      return;
    }
    Held before =
        held.stream()
            .filter(one -> one.read().url().equals(read.url()) && one.noted().equals(where))
            .findFirst()
            .orElse(null);
    SummaryView.Notes all =
        SummaryNotes.sane(before == null ? notes : SummaryNotes.joined(before.notes(), notes));
    if (SummaryNotes.areEmpty(all)) {
      return;
    }
    held.remove(before);
    Held now =
        new Held(
            "note:" + ++last,
            clock.instant(),
            read,
            kind,
            where,
            all,
            before == null ? null : before.pageId());
    held.add(said.isPresent() ? learned(now) : now);
    expire();
    changed.run();
  }

  private Held learned(Held note) {
    ObjectNode input = ProtocolJson.MAPPER.createObjectNode();
    input.set("page", note.read().page());
    Reply.Learned learned =
        learner.apply(
            new Request.LearnSummary(
                note.read().title(),
                note.read().url(),
                input,
                List.of(),
                List.of(),
                note.notes(),
                null,
                note.pageId()));
    habits.noted(learned.pageId(), note.noted());
    return note.learnedAs(learned.pageId());
  }

  /** One for each two kinds of pages, about the newest note, the newest first. */
  List<SummaryOffer> offers() {
    expire();
    Map<List<PageKind>, SummaryOffer> offers = new LinkedHashMap<>();
    for (Held note : held.reversed()) {
      if (note.pageId() == null) {
        offers.putIfAbsent(
            List.of(note.kind(), note.noted()),
            new SummaryOffer(
                note.id(),
                SummaryOfferKind.NOTE,
                note.read().title(),
                site(note.kind()),
                (int) held.stream().filter(note::isAlike).count(),
                site(note.noted()),
                note.notes()));
      }
    }
    return List.copyOf(offers.values());
  }

  private static String site(PageKind kind) {
    return String.valueOf(Sites.host("https://" + kind.place()));
  }

  /** Yes takes in all notes of the same two kinds of pages that wait, and later ones; no none. */
  void answer(String id, boolean yes) {
    expire();
    Held asked =
        held.stream()
            .filter(note -> note.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new RequestFailure(
                        ErrorCode.NOT_FOUND,
                        "that note was kept for half an hour and is gone: it is offered again when"
                            + " you write the next one"));
    habits.say(asked.kind(), asked.noted(), yes);
    if (yes) {
      held.replaceAll(note -> note.isAlike(asked) && note.pageId() == null ? learned(note) : note);
    } else {
      held.removeIf(asked::isAlike);
    }
    changed.run();
  }

  /** What was said so far, the newest first. */
  public List<SummaryView.NoteHabit> habits() {
    return habits.list();
  }

  /** Takes back what was said: the next note of these two kinds of pages is offered again. */
  public void ask(String place, String noted) {
    habits.drop(place, noted);
    held.removeIf(note -> note.kind().place().equals(place) && note.noted().place().equals(noted));
    changed.run();
  }

  /** Whether something waits that would be lost with this process. */
  public boolean anyWaiting() {
    return !offers().isEmpty();
  }

  /** Drops what waits of a site: of the page that was read, or of the one that was written in. */
  public void drop(String site) {
    held.removeIf(note -> site.equals(site(note.kind())) || site.equals(site(note.noted())));
  }

  /** Forgets what is in memory. */
  public void forget() {
    held.clear();
  }

  private void expire() {
    Instant oldest = clock.instant().minus(KEPT);
    held.removeIf(note -> note.time().isBefore(oldest));
    while (held.size() > MOST || held.stream().mapToLong(NotesElsewhere::size).sum() > BUDGET) {
      held.removeFirst();
    }
  }

  private static long size(Held note) {
    return note.read().page().toString().length();
  }
}
