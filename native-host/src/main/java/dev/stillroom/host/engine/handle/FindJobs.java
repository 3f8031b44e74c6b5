package dev.stillroom.host.engine.handle;

import dev.stillroom.host.agent.Jobs;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Jobs by what is to be done, in words. */
public final class FindJobs implements Handler<Request.FindJobs> {

  private final Jobs jobs;

  public FindJobs(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public Class<Request.FindJobs> request() {
    return Request.FindJobs.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.FindJobs request) {
    return CompletableFuture.completedFuture(jobs.find(request));
  }
}
