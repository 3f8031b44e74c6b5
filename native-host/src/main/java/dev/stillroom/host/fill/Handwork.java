package dev.stillroom.host.fill;

import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.pick.NotesElsewhere;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.SummaryView;
import dev.stillroom.runtime.form.WebForm;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person does by hand on the sites they watch: pages they leave or copy from, forms they
 * send, notes they write. It waits in memory alone, and not a moment longer than the site is
 * watched.
 */
public final class Handwork {

  /** How much one site may tell: a page's process may be taken over by the page. */
  private static final int MOST_PAGES = 60;

  private static final int MOST_FORMS = 20;
  private static final int MOST_NOTES = 30;

  /** Words of a form's field in which somebody tells something. */
  private static final int TOLD_WORDS = 4;

  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final Settings settings;
  private final RecentPages recent;
  private final Previews previews;
  private final Demonstrations demonstrations;
  private final Flows flows;
  private final NotesElsewhere notes;
  private final Pace pages;
  private final Pace forms;
  private final Pace written;

  public Handwork(
      Settings settings,
      RecentPages recent,
      Previews previews,
      Demonstrations demonstrations,
      Flows flows,
      NotesElsewhere notes,
      Clock clock) {
    this.settings = settings;
    this.recent = recent;
    this.previews = previews;
    this.demonstrations = demonstrations;
    this.flows = flows;
    this.notes = notes;
    this.pages = new Pace(clock, MOST_PAGES, WITHIN);
    this.forms = new Pace(clock, MOST_FORMS, WITHIN);
    this.written = new Pace(clock, MOST_NOTES, WITHIN);
  }

  /** A page of a watched site was left or copied from. */
  public void noted(Request.NotePage request) {
    String url = FormCheck.page(request.url());
    String site = Sites.host(url);
    if (isWatched(site)
        && request.page() != null
        && request.page().isObject()
        && pages.allows(site)) {
      recent.note(url, FormCheck.brief(request.title()), request.page(), request.copied());
    }
  }

  /** A form of a watched site was sent by hand. */
  public void noted(Request.NoteForm request) {
    String url = FormCheck.page(request.url());
    String site = Sites.host(url);
    if (!isWatched(site) || !forms.allows(site)) {
      return;
    }
    WebForm form = FormCheck.form(request.form());
    Map<String, String> values = FormCheck.values(form, request.values());
    flows.sent(url, form, request.form(), values);
    asNotes(form, values).ifPresent(said -> written(url, said));
  }

  /**
   * A form in which somebody tells something in a field of many lines is notes, too. What stands in
   * that field comes by {@link Request.NoteWritten}.
   */
  private static Optional<SummaryView.Notes> asNotes(WebForm form, Map<String, String> values) {
    Map<String, String> names = Flows.names(form);
    Map<String, List<String>> fields = new LinkedHashMap<>();
    boolean tells = false;
    List<String> keys = form.keys();
    for (int i = 0; i < keys.size(); i++) {
      String value = values.get(keys.get(i));
      if (value != null && form.fields().get(i).type().equals("textarea")) {
        tells |= value.strip().split("\\s+").length >= TOLD_WORDS;
      } else if (value != null) {
        fields.put(names.get(keys.get(i)), List.of(value));
      }
    }
    return tells && !fields.isEmpty()
        ? Optional.of(new SummaryView.Notes(fields, ""))
        : Optional.empty();
  }

  /** The person wrote something into a page of a watched site. */
  public void noted(Request.NoteWritten request) {
    String url = FormCheck.page(request.url());
    String site = Sites.host(url);
    if (isWatched(site) && request.notes() != null && this.written.allows(site)) {
      written(url, request.notes());
    }
  }

  private void written(String url, SummaryView.Notes said) {
    SummaryView.Notes bounded = FormCheck.notes(said);
    WrittenAbout.one(recent.all(), url, bounded)
        .ifPresent(
            seen ->
                notes.written(
                    new NotesElsewhere.Read(
                        Sites.withoutSecrets(seen.url()), seen.title(), seen.page()),
                    url,
                    bounded));
  }

  private boolean isWatched(String site) {
    return settings.watchedSites().contains(site)
        && !settings.recordingPaused()
        && !settings.sitePaused(site);
  }

  /** A site is not watched any more: what waits of it is dropped at once. */
  public void unwatched(String site) {
    recent.drop(site);
    previews.drop(preview -> preview.source().site().equals(site));
    demonstrations.drop(site);
    notes.drop(site);
  }

  /** Forgets what is in memory. */
  public void forget() {
    recent.forget();
    demonstrations.forget();
    notes.forget();
  }
}
