package dev.stillroom.host.engine.handle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.task.Decisions;
import dev.stillroom.runtime.student.Prediction;
import java.util.concurrent.CompletableFuture;

/** One prediction on an input of the examples format; nothing is kept. */
public final class TryTask implements Handler<Request.TryTask> {

  private final Decisions decisions;

  public TryTask(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public Class<Request.TryTask> request() {
    return Request.TryTask.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.TryTask request) {
    long start = System.nanoTime();
    Prediction prediction = decisions.attempt(request.taskId(), request.input());
    double millis = (System.nanoTime() - start) / 1e6;
    ObjectNode line = ProtocolJson.MAPPER.createObjectNode();
    line.put("output", prediction.output()).put("confidence", prediction.confidence());
    ArrayNode ranked = line.putArray("ranked");
    prediction.ranked().forEach(r -> ranked.addArray().add(r.label()).add(r.probability()));
    ArrayNode reasons = line.putArray("reasons");
    prediction
        .reasons()
        .forEach(r -> reasons.addObject().put("feature", r.feature()).put("value", r.value()));
    line.put("millis", millis);
    return CompletableFuture.completedFuture(new Reply.Tried(line));
  }
}
