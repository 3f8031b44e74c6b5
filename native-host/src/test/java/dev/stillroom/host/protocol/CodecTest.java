package dev.stillroom.host.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.stillroom.host.engine.Mutation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

  private static final Event EVENT =
      new Event.Download(
          "e1",
          Instant.parse("2026-01-01T12:00:00Z"),
          "s",
          "https://shop.localhost/ä.webp",
          "https://cdn.localhost/ä.webp",
          null,
          null,
          "A \"title\" \u2028 with everything \ud83d\ude00",
          "image/webp",
          5,
          "/tmp/ä.webp");

  @Test
  void whatWasWrittenIsReadBack() throws Exception {
    for (Request request :
        List.of(
            new Request.RecordEvents(List.of(EVENT)),
            new Request.GetOverview(null),
            new Request.LearnSummary(
                "t",
                "https://paper.localhost/1",
                ProtocolJson.MAPPER.createObjectNode(),
                List.of("It rains."),
                List.of(),
                null,
                null,
                null),
            new Request.Forget(null, null, Instant.EPOCH, false),
            new Request.TryTask("t", ProtocolJson.MAPPER.readTree("{\"text\":\"x\"}")))) {
      RequestFrame frame = new RequestFrame(9_007_199_254_740_991L, request);
      assertEquals(frame, Codec.decodeRequest(Codec.encode(frame)));
    }
    EngineFrame reply = EngineFrame.reply(3, new Reply.Acknowledged(List.of("e1")));
    assertEquals(reply, Codec.decodeEngine(Codec.encode(reply)));
    EngineFrame push = EngineFrame.push(new Push.Changed(2));
    assertEquals(push, Codec.decodeEngine(Codec.encode(push)));
  }

  @Test
  void aDamagedFrameIsReadOrRefusedAndNothingElse() {
    Mutation mutation = new Mutation(new SplittableRandom(1));
    byte[] frame = Codec.encode(new RequestFrame(1, new Request.RecordEvents(List.of(EVENT))));
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      try {
        assertNotNull(Codec.decodeRequest(mutation.of(frame)).request());
      } catch (FrameFailure failure) {
        Reply.Failure reply = (Reply.Failure) failure.toFrame().reply();
        assertTrue(reply.code() == 1 || reply.code() == 2, reply::toString);
        assertTrue(reply.message().lines().count() == 1, reply::message);
        refused++;
      }
    }
    assertTrue(refused > 5_000, "the mutations must reach the refusals: " + refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id':1,'request':{'type':'recordEvents'}}",
        "{'id':1,'request':{'type':'recordEvents','events':null}}",
        "{'id':1,'request':{'type':'recordEvents','events':[null]}}",
        "{'id':1,'request':{'type':'recordEvents','events':[{'type':'download','id':'x'}]}}",
        "{'id':1,'request':{'type':'recordEvents','events':[{'type':'mystery','id':'x'}]}}",
        "{'id':1,'request':{'type':'pauseTask','taskId':'t'}}",
        "{'id':1,'request':{'type':'listActs','limit':1e99}}"
      })
  void whatIsMissingOrWrongInsideARequestIsRefusedWithItsId(String json) {
    byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    FrameFailure failure = assertThrows(FrameFailure.class, () -> Codec.decodeRequest(payload));
    assertEquals(1, failure.id());
    assertEquals(
        ErrorCode.MALFORMED_FRAME.number(), ((Reply.Failure) failure.toFrame().reply()).code());
  }

  @Test
  void membersOfANewerClientAreIgnored() throws Exception {
    byte[] payload =
        "{\"id\":1,\"new\":1,\"request\":{\"type\":\"getStatus\",\"newer\":{}}}"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(new Request.GetStatus(), Codec.decodeRequest(payload).request());
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Request.class,
        Reply.class,
        Push.class,
        Event.class,
        View.Act.class,
        EvidenceView.Evidence.class
      })
  void everythingThatTravelsHasItsName(Class<?> family) {
    Set<Class<?>> named =
        Arrays.stream(family.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::value)
            .collect(Collectors.toSet());
    assertEquals(members(family), named);
  }

  private static Set<Class<?>> members(Class<?> family) {
    Set<Class<?>> members = new HashSet<>();
    for (Class<?> member : family.getPermittedSubclasses()) {
      members.addAll(member.isSealed() ? members(member) : Set.of(member));
    }
    return members;
  }

  @Test
  void errorNumbersAreNeverUsedTwice() {
    assertEquals(
        ErrorCode.values().length,
        Arrays.stream(ErrorCode.values()).map(ErrorCode::number).distinct().count());
    for (ErrorCode code : ErrorCode.values()) {
      assertEquals(code, ErrorCode.of(code.number()));
    }
  }
}
