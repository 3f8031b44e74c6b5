package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.RowAnswers;
import java.util.concurrent.CompletableFuture;

/** A transformation of every row of a table; nothing is kept. */
public final class RunRows implements Handler<Request.RunRows> {

  private final RowAnswers rows;

  public RunRows(RowAnswers rows) {
    this.rows = rows;
  }

  @Override
  public Class<Request.RunRows> request() {
    return Request.RunRows.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.RunRows request) {
    return rows.run(request);
  }
}
