package dev.stillroom.host.engine.handle;

import dev.stillroom.host.agent.Jobs;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** One answer of a job's model. */
public final class RunJob implements Handler<Request.RunJob> {

  private final Jobs jobs;

  public RunJob(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public Class<Request.RunJob> request() {
    return Request.RunJob.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.RunJob request) {
    return jobs.run(request);
  }
}
