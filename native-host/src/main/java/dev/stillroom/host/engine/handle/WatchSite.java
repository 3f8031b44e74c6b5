package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Begins or ends watching a site: only there page actions are recorded. */
public final class WatchSite implements Handler<Request.WatchSite> {

  /** The longest name a host can have. */
  private static final int LONGEST_HOST = 253;

  private final Settings settings;
  private final Consumer<String> unwatched;
  private final Runnable changed;

  /**
   * @param unwatched hears of a site (a host) that is not watched any more
   */
  public WatchSite(Settings settings, Consumer<String> unwatched, Runnable changed) {
    this.settings = settings;
    this.unwatched = unwatched;
    this.changed = changed;
  }

  @Override
  public Class<Request.WatchSite> request() {
    return Request.WatchSite.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.WatchSite request) {
    String site = request.site().strip();
    if (site.isEmpty() || site.length() > LONGEST_HOST || !site.matches("[\\w.\\[\\]:-]+")) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "not a site: \"" + brief(site) + "\": name its host");
    }
    settings.watchSite(site, request.watched());
    if (!request.watched()) {
      unwatched.accept(site.toLowerCase(Locale.ROOT));
    }
    changed.run();
    return CompletableFuture.completedFuture(new Reply.Done());
  }

  private static String brief(String text) {
    return text.length() <= LONGEST_HOST ? text : text.substring(0, LONGEST_HOST) + "…";
  }
}
