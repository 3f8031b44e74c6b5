package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.PickView.PickField;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is forgotten is gone, and what a page may say is bounded. */
class PicksGuardTest extends PicksScene {

  @Test
  void aForgottenSiteTakesItsTablesWithItAndQueriesWereNeverKept() throws IOException {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    assertTrue(found("Ada"));
    assertFalse(found("secret-query"));
    // As the engine does: what is learned from it now must not come back.
    distillation.startOver();
    new Forget(journal, clock).site("people.example");
    assertFalse(found("Ada"));
    assertFalse(found("people.example"));
    assertEquals(
        ErrorCode.NOT_FOUND,
        assertThrows(RequestFailure.class, () -> picks.table(pick.taskId(), 0, 1)).code());
  }

  @Test
  void aPageThatNamesAForgottenSiteGoesToo() throws IOException {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    picks.learn(page(pick.taskId(), FilledIn.NO, null, "see gone.example"));
    // As the engine does: what is learned from it now must not come back.
    distillation.startOver();
    new Forget(journal, clock).site("gone.example");
    assertFalse(found("gone.example"));
    assertEquals(1, picks.table(pick.taskId(), 0, 100).total());
  }

  @Test
  void whatAPageMaySayIsBounded() {
    for (Request.LearnPick wrong :
        List.of(
            with(List.of(), List.of(List.of())),
            with(List.of(new PickField("a\u0007", false)), List.of(List.of(List.of("x")))),
            with(List.of(new PickField("first", true)), List.of()),
            with(List.of(new PickField("first", true)), List.of(List.of(List.of("x"), List.of()))),
            with(
                List.of(new PickField("first", true)),
                List.of(List.of(List.of("x".repeat(6_000))))))) {
      assertEquals(
          ErrorCode.INVALID_VALUE,
          assertThrows(RequestFailure.class, () -> picks.learn(wrong)).code());
    }
    assertTrue(picks.list(null).isEmpty());
  }

  @Test
  void aPageCanNameNoFile() {
    List<String> wrong =
        List.of(
            "{\"file\":\"/etc/passwd\"}",
            "{\"text\":\"x\",\"file\":\"/etc/passwd\"}",
            "{\"page\":{},\"html\":\"x\"}",
            "{\"page\":{},\"text\":\"x\"}",
            "{\"page\":[],\"url\":\"https://people.example\"}",
            "{\"text\":null}",
            "{\"url\":\"https://people.example\"}",
            "\"x\"");
    PickView.Pick pick = picks.learn(page(null, FilledIn.NO, null, "Ada")).pick();
    assertFalse(jobs.getFirst().arguments().has("files"));
    for (String text : wrong) {
      JsonNode input = json(text);
      Request.LearnPick good = page(pick.taskId(), FilledIn.NO, null, "Ada");
      Request.LearnPick bad =
          new Request.LearnPick(
              good.taskId(),
              good.title(),
              good.url(),
              good.shape(),
              good.fields(),
              input,
              good.output(),
              good.rows(),
              FilledIn.NO,
              null);
      assertEquals(
          ErrorCode.INVALID_VALUE,
          assertThrows(RequestFailure.class, () -> picks.learn(bad), text).code());
      assertThrows(
          RequestFailure.class, () -> picks.fill(new Request.FillPick(pick.taskId(), input)), text);
    }
    assertEquals("page", PickCheck.form(json("{\"page\":{},\"url\":\"https://a.example\"}")));
    assertEquals("text", PickCheck.form(json("{\"text\":\"x\"}")));
  }

  private static JsonNode json(String text) {
    try {
      return ProtocolJson.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Request.LearnPick with(List<PickField> fields, List<List<List<String>>> rows) {
    Request.LearnPick page = page(null, FilledIn.NO, null, "Ada");
    return new Request.LearnPick(
        null,
        page.title(),
        page.url(),
        page.shape(),
        fields,
        page.input(),
        page.output(),
        rows,
        FilledIn.NO,
        null);
  }
}
