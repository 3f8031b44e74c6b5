package dev.stillroom.host.engine.handle;

import dev.stillroom.host.agent.Jobs;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** An example of a job, or a correction. */
public final class GiveExample implements Handler<Request.GiveExample> {

  private final Jobs jobs;

  public GiveExample(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public Class<Request.GiveExample> request() {
    return Request.GiveExample.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.GiveExample request) {
    return jobs.give(request);
  }
}
