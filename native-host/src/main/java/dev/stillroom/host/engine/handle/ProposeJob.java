package dev.stillroom.host.engine.handle;

import dev.stillroom.host.agent.Jobs;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Asks the person whether a job shall be learned. */
public final class ProposeJob implements Handler<Request.ProposeJob> {

  private final Jobs jobs;

  public ProposeJob(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public Class<Request.ProposeJob> request() {
    return Request.ProposeJob.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ProposeJob request) {
    return CompletableFuture.completedFuture(jobs.propose(request));
  }
}
