package dev.stillroom.host.fill;

import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.runtime.form.WebForm;
import java.time.Clock;
import java.time.Duration;

/**
 * What a person does by hand on the sites they watch: pages they leave or copy from, forms they
 * send. It waits in memory alone, and not a moment longer than the site is watched.
 */
public final class Handwork {

  /** How much one site may tell: a page's process may be taken over by the page. */
  private static final int MOST_PAGES = 60;

  private static final int MOST_FORMS = 20;
  private static final Duration WITHIN = Duration.ofMinutes(1);

  private final Settings settings;
  private final RecentPages recent;
  private final Previews previews;
  private final Demonstrations demonstrations;
  private final Flows flows;
  private final Pace pages;
  private final Pace forms;

  public Handwork(
      Settings settings,
      RecentPages recent,
      Previews previews,
      Demonstrations demonstrations,
      Flows flows,
      Clock clock) {
    this.settings = settings;
    this.recent = recent;
    this.previews = previews;
    this.demonstrations = demonstrations;
    this.flows = flows;
    this.pages = new Pace(clock, MOST_PAGES, WITHIN);
    this.forms = new Pace(clock, MOST_FORMS, WITHIN);
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
    flows.sent(url, form, request.form(), FormCheck.values(form, request.values()));
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
  }

  /** Forgets what is in memory. */
  public void forget() {
    recent.forget();
    demonstrations.forget();
  }
}
