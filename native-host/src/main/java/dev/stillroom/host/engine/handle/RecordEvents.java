package dev.stillroom.host.engine.handle;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes events into the journal, each id once however often it comes. */
public final class RecordEvents implements Handler<Request.RecordEvents> {

  private final Journal journal;

  public RecordEvents(Journal journal) {
    this.journal = journal;
  }

  @Override
  public Class<Request.RecordEvents> request() {
    return Request.RecordEvents.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.RecordEvents request) {
    List<String> ids = new ArrayList<>();
    for (Event event : request.events()) {
      record(event);
      ids.add(event.id());
    }
    return CompletableFuture.completedFuture(new Reply.Acknowledged(ids));
  }

  private void record(Event event) {
    try {
      journal.update(
          "INSERT OR IGNORE INTO event (id, time, type, site, json) VALUES (?, ?, ?, ?, ?)",
          event.id(),
          event.time().toEpochMilli(),
          type(event),
          "",
          ProtocolJson.MAPPER.writeValueAsString(event));
    } catch (JsonProcessingException | ArithmeticException e) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "event " + event.id() + " cannot be kept: " + e.getMessage());
    }
  }

  private static String type(Event event) {
    return switch (event) {
      case Event.Download ignored -> "download";
    };
  }
}
