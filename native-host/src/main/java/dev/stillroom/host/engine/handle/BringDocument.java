package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.pick.BroughtDocuments;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.concurrent.CompletableFuture;

/** A part of a PDF that a tab shows. */
public final class BringDocument implements Handler<Request.BringDocument> {

  private final BroughtDocuments documents;

  public BringDocument(BroughtDocuments documents) {
    this.documents = documents;
  }

  @Override
  public Class<Request.BringDocument> request() {
    return Request.BringDocument.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.BringDocument request) {
    return CompletableFuture.completedFuture(new Reply.Brought(documents.bring(request)));
  }
}
