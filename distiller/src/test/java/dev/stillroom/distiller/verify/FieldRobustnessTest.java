package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Sample.Wanted;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.page.PageReader;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.JsonPaths;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldRobustnessTest {

  private static final String PAGE =
      "<html><body><div class=\"top menu\"><a href=/>Home</a></div>"
          + "<div id=main><h2>Clock</h2><p class=price>£3.00</p><p>Made of brass</p></div>"
          + "<ul><li>one</li><li>two</li></ul><div class=foot><p>Imprint</p></div></body></html>";

  private static Page disturbed(PageDisturbance disturbance, long seed) throws Exception {
    return disturbance.of(PageReader.read(PAGE), text -> text.contains("£3"), new Random(seed));
  }

  @Test
  void whatIsWantedIsThereAfterEveryDisturbance() throws Exception {
    for (PageDisturbance disturbance : PageDisturbance.values()) {
      for (long seed = 0; seed < 40; seed++) {
        assertTrue(disturbed(disturbance, seed).text().contains("£3.00"), disturbance.label());
      }
    }
  }

  @Test
  void aRenamedPageHasTheSameTextAndNoNameOfBefore() throws Exception {
    Page page = PageReader.read(PAGE);
    Page renamed = disturbed(PageDisturbance.RENAMED, 1);
    assertEquals(page.size(), renamed.size());
    assertEquals(page.text(), renamed.text());
    for (int i = 0; i < renamed.size(); i++) {
      assertTrue(!renamed.attribute(i, "class").contains("price"));
      assertTrue(!renamed.attribute(i, "id").contains("main"));
    }
  }

  @Test
  void aPathDoesNotCareInWhichOrderMembersStand() throws Exception {
    JsonPath path = new JsonPath(List.of(new Step.Each(), new Step.Member("name")));
    Form form = new Form(List.of(new Form.Blank("names", true)));
    JsonPaths paths = new JsonPaths(form, List.of(List.of(new JsonPaths.Voice(new Pick(path), 1))));
    Input input =
        Input.of(
            new ObjectMapper()
                .readTree("{\"json\":[{\"a\":1,\"name\":\"Ada\"},{\"name\":\"Ben\",\"b\":{}}]}"));
    Example example = new Example(input, null, null, null, null, Example.Source.USER);
    Map<String, Wanted> wanted = Map.of("names", new Wanted(List.of("Ada", "Ben"), false));
    Map<String, Double> shares =
        FieldRobustness.of(
            List.of(new FieldRobustness.Unseen(paths, new Sample(example, wanted, "k"))), 3);
    assertEquals(Map.of("membersReordered", 1.0, "membersRemoved", 1.0), shares);
  }
}
