package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.PickView;
import dev.stillroom.host.protocol.PickView.FilledIn;
import dev.stillroom.host.protocol.PickView.PickField;
import dev.stillroom.host.protocol.PickView.PickShape;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Learning pages: each is an example, its rows join the table, and a page can be taken back. */
class PicksTest extends PicksScene {

  @Test
  void aPageIsAnExampleAndItsRowsAreATable() throws Exception {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada", "Grace"));
    assertEquals("people.example/list/*", pick.where());
    assertTrue(pick.learning());
    assertEquals("extract", jobs.getFirst().arguments().path("kind").asText());
    assertEquals(1, jobs.getFirst().examples().size());
    Reply.Table table = picks.table(pick.taskId(), 0, 100);
    assertEquals(List.of("first"), table.heads());
    assertEquals(2, table.total());
    assertEquals(List.of(List.of("Grace")), table.rows().get(1).cells());
  }

  @Test
  void theSamePageAgainTakesItsOwnPlace() {
    Reply.Picked first = picks.learn(page(null, FilledIn.NO, null, "Ada"));
    String taskId = first.pick().taskId();
    PickView.Pick again = learn(page(taskId, FilledIn.NO, first.pageId(), "Ada", "Grace"));
    assertEquals(1, again.pages());
    assertEquals(2, picks.table(taskId, 0, 100).total());
    assertTrue(jobs.getFirst().result().isCancelled());
  }

  @Test
  void onlyThePageThatIsNamedIsReplaced() {
    Reply.Picked first = picks.learn(page(null, FilledIn.NO, null, "Ada"));
    String taskId = first.pick().taskId();
    learn(page(taskId, FilledIn.NO, null, "Alan"));
    assertEquals(2, learn(page(taskId, FilledIn.NO, first.pageId(), "Ada", "Grace")).pages());
    assertEquals(List.of("Alan", "Ada", "Grace"), names(taskId));
  }

  @Test
  void aPageOfAnotherTaskOrOneThatIsGoneIsNotReplacedButAPageMoreIsAdded() {
    Reply.Picked other = picks.learn(page(null, FilledIn.NO, null, "Ada"));
    Reply.Picked first = picks.learn(page(null, FilledIn.NO, null, "Alan"));
    String taskId = first.pick().taskId();
    Reply.Picked gone = picks.learn(page(taskId, FilledIn.NO, null, "Grace"));
    picks.unlearn(taskId);
    assertEquals(2, learn(page(taskId, FilledIn.NO, gone.pageId(), "Radia")).pages());
    assertEquals(3, learn(page(taskId, FilledIn.NO, other.pageId(), "Barbara")).pages());
    assertEquals(List.of("Alan", "Radia", "Barbara"), names(taskId));
    assertEquals(List.of("Ada"), names(other.pick().taskId()));
  }

  @Test
  void withTheOnlyPageGoesThePickAndItsModel() throws Exception {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    learned(0);
    picks.unlearn(pick.taskId());
    assertTrue(picks.list(null).isEmpty());
    assertFalse(found("Ada"));
    assertTrue(versions.digests().isEmpty());
    assertEquals(
        ErrorCode.NOT_FOUND,
        assertThrows(
                RequestFailure.class,
                () -> picks.fill(new Request.FillPick(pick.taskId(), input("Barbara"))))
            .code());
  }

  @Test
  void aCorrectionIsLearnedAndTakenBackWithItsRows() {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    picks.learn(page(pick.taskId(), FilledIn.RIGHT, null, "Alan"));
    PickView.Pick corrected = learn(page(pick.taskId(), FilledIn.CORRECTED, null, "Grace"));
    assertEquals(
        List.of(3, 1, 2), List.of(corrected.pages(), corrected.right(), corrected.tried()));
    assertTrue(jobs.getLast().examples().getLast().contains("\"source\":\"correction\""));
    picks.unlearn(pick.taskId());
    PickView.Pick before = picks.list(URL).getFirst();
    assertEquals(List.of(2, 1, 1), List.of(before.pages(), before.right(), before.tried()));
    assertEquals(2, picks.table(pick.taskId(), 0, 100).total());
    assertEquals(2, jobs.getLast().examples().size());
  }

  @Test
  void aSecondFieldIsAColumnMoreAndOlderRowsLackIt() {
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, "Ada"));
    Request.LearnPick second = page(pick.taskId(), FilledIn.NO, null, "Alan");
    ObjectNode output = ((ObjectNode) second.output()).deepCopy();
    output.put("born", "1912");
    picks.learn(
        new Request.LearnPick(
            pick.taskId(),
            second.title(),
            second.url(),
            PickShape.ITEMS,
            List.of(new PickField("first", true), new PickField("born", false)),
            second.input(),
            output,
            List.of(List.of(List.of("Alan"), List.of("1912"))),
            FilledIn.NO,
            null));
    Reply.Table table = picks.table(pick.taskId(), 0, 100);
    assertEquals(List.of("first", "born"), table.heads());
    assertEquals(List.of(List.of("Ada"), List.of()), table.rows().getFirst().cells());
  }

  @Test
  void aTableIsReadInParts() {
    String[] names = new String[450];
    for (int i = 0; i < names.length; i++) {
      names[i] = "name-" + i;
    }
    PickView.Pick pick = learn(page(null, FilledIn.NO, null, names));
    assertEquals(200, picks.table(pick.taskId(), 0, 10_000).rows().size());
    assertEquals(
        List.of(List.of("name-449")),
        picks.table(pick.taskId(), 400, 10_000).rows().getLast().cells());
  }

  private List<String> names(String taskId) {
    return picks.table(taskId, 0, 100).rows().stream()
        .map(row -> row.cells().getFirst().getFirst())
        .toList();
  }
}
