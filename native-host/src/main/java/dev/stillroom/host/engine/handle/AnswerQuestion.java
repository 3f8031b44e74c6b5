package dev.stillroom.host.engine.handle;

import dev.stillroom.host.ask.Specified;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** The person's own answer to what a teacher was not sure of. */
public final class AnswerQuestion implements Handler<Request.AnswerQuestion> {

  private final Specified specified;

  public AnswerQuestion(Specified specified) {
    this.specified = specified;
  }

  @Override
  public Class<Request.AnswerQuestion> request() {
    return Request.AnswerQuestion.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.AnswerQuestion request) {
    specified.answer(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
