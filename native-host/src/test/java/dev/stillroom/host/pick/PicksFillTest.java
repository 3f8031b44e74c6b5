package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Filling in the next page, with a student that is there, is being made, fails or was taken back.
 */
class PicksFillTest extends PicksScene {

  @Test
  void theNextPageWaitsForTheStudentThatIsBeingMade() throws Exception {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada", "Grace"));
    CompletableFuture<Reply> reply =
        picks.fill(new Request.FillPick(pick.taskId(), input("Barbara", "Radia")));
    assertFalse(reply.isDone());
    learned(0);
    Reply.Filled filled = (Reply.Filled) reply.join();
    assertEquals(List.of("Barbara", "Radia"), filled.fields().getFirst().values());
    assertEquals(PickView.FieldState.FOUND, filled.fields().getFirst().state());
    assertTrue(picks.list("https://people.example/list/18").getFirst().fits());
    assertFalse(picks.list("https://people.example/about").getFirst().fits());
    assertTrue(picks.list("https://other.example/list/18").isEmpty());
  }

  @Test
  void theModelOfAPageThatWasTakenBackServesNoMore() throws Exception {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    learn(page(pick.taskId(), FilledIn.NO, null, "Alan"));
    learned(1);
    assertEquals(1, packs());
    picks.unlearn(pick.taskId());
    assertEquals(0, packs());
    CompletableFuture<Reply> reply =
        picks.fill(new Request.FillPick(pick.taskId(), input("Barbara")));
    jobs.getLast().result().completeExceptionally(new IllegalStateException("no way was found"));
    assertEquals("no way was found", refusal(reply).getMessage());
  }

  @Test
  void aStudentThatFailsOnAPageIsToldOf() throws Exception {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    learned(0);
    RequestFailure broken =
        refusal(
            picks.fill(
                failing(
                    pick,
                    () -> {
                      throw new IllegalStateException("deliberate");
                    })));
    assertEquals(ErrorCode.INTERNAL, broken.code());
    assertEquals(
        "'People' could not fill this page in (IllegalStateException): pick its fields by hand",
        broken.getMessage());
    RequestFailure deep =
        refusal(
            picks.fill(
                failing(
                    pick,
                    () -> {
                      throw new StackOverflowError("deliberate");
                    })));
    assertTrue(deep.getMessage().contains("StackOverflowError"), deep.getMessage());
  }

  @Test
  void aPageThatIsTooLargeIsNotFilledIn() throws Exception {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    learned(0);
    ObjectNode large = input("x".repeat(PickCheck.MAX_INPUT));
    assertEquals(
        ErrorCode.INVALID_VALUE,
        assertThrows(
                RequestFailure.class, () -> picks.fill(new Request.FillPick(pick.taskId(), large)))
            .code());
  }

  /** A page that does this to the student that reads it. */
  private static Request.FillPick failing(PickView.Pick pick, Runnable whenRead) {
    ObjectNode input =
        new ObjectNode(ProtocolJson.MAPPER.getNodeFactory()) {
          private static final long serialVersionUID = 1;

          @Override
          public JsonNode path(String member) {
            whenRead.run();
            return super.path(member);
          }
        };
    input.putObject("json");
    return new Request.FillPick(pick.taskId(), input);
  }

  private static RequestFailure refusal(CompletableFuture<Reply> reply) {
    assertTrue(reply.isDone());
    return (RequestFailure) assertThrows(CompletionException.class, reply::join).getCause();
  }
}
