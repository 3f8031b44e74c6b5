package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.journal.Settings;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.util.concurrent.CompletableFuture;

/** Begins or ends watching a site: only there page actions are recorded. */
public final class WatchSite implements Handler<Request.WatchSite> {

  /** The longest name a host can have. */
  private static final int LONGEST_HOST = 253;

  private final Settings settings;
  private final Runnable changed;

  public WatchSite(Settings settings, Runnable changed) {
    this.settings = settings;
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
    changed.run();
    return CompletableFuture.completedFuture(new Reply.Done());
  }

  private static String brief(String text) {
    return text.length() <= LONGEST_HOST ? text : text.substring(0, LONGEST_HOST) + "…";
  }
}
