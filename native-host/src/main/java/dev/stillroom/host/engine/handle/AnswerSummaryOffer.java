package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.SummaryOffers;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** Yes or no to a suggestion about summaries. */
public final class AnswerSummaryOffer implements Handler<Request.AnswerSummaryOffer> {

  private final SummaryOffers offers;

  public AnswerSummaryOffer(SummaryOffers offers) {
    this.offers = offers;
  }

  @Override
  public Class<Request.AnswerSummaryOffer> request() {
    return Request.AnswerSummaryOffer.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.AnswerSummaryOffer request) {
    offers.answer(request);
    return CompletableFuture.completedFuture(new Reply.Done());
  }
}
