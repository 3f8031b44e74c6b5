package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.page.PageReader;
import dev.stillroom.runtime.student.page.Records;
import dev.stillroom.runtime.student.path.JsonPath;
import dev.stillroom.runtime.student.path.Pick;
import dev.stillroom.runtime.student.path.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in one item of a list stays together. */
class RowsTest {

  /** The texts of the elements of each class, item by item. */
  private static String records(String html, String... classes) throws Exception {
    Page page = PageReader.read(html);
    List<List<Integer>> at = new ArrayList<>();
    for (String name : classes) {
      List<Integer> nodes = new ArrayList<>();
      for (int i = 0; i < page.size(); i++) {
        if (page.attribute(i, "class").equals(name)) {
          nodes.add(i);
        }
      }
      at.add(nodes);
    }
    List<List<List<String>>> items =
        Records.of(page, at).stream()
            .map(
                item -> {
                  List<List<String>> cells = new ArrayList<>();
                  for (int field = 0; field < item.size(); field++) {
                    List<Integer> nodes = at.get(field);
                    cells.add(
                        item.get(field).stream().map(i -> page.textOf(nodes.get(i))).toList());
                  }
                  return cells;
                })
            .toList();
    return items.toString();
  }

  @Test
  void aMissingPriceLeavesAGapAndMovesNoOther() throws Exception {
    assertEquals(
        "[[[Pot], [1]], [[Pan], []], [[Lid], [3]]]",
        records(
            "<ul><li><b class=n>Pot</b><i class=p>1</i></li><li><b class=n>Pan</b></li>"
                + "<li><div><b class=n>Lid</b></div><div><i class=p>3</i></div></li></ul>",
            "n",
            "p"));
  }

  @Test
  void itemsWithoutABoxEndWhereTheNextBegins() throws Exception {
    assertEquals(
        "[[[Pot], []], [[Pan], [2]]]",
        records(
            "<dl><dt class=n>Pot</dt><dd>big</dd><dt class=n>Pan</dt><dd class=p>2</dd></dl>",
            "n",
            "p"));
  }

  @Test
  void severalValuesOfOneItemStayInIt() throws Exception {
    assertEquals(
        "[[[Ada, Ben], [Salt]], [[Cleo], [Fog]]]",
        records(
            "<table><tr><td><a class=a>Ada</a><a class=a>Ben</a></td><td class=t>Salt</td></tr>"
                + "<tr><td><a class=a>Cleo</a></td><td class=t>Fog</td></tr></table>",
            "a",
            "t"));
  }

  @Test
  void listsThatHaveNoItemInCommonAreNoRows() throws Exception {
    assertEquals(
        "[]",
        records(
            "<ul><li class=n>Pot</li><li class=n>Pan</li></ul>"
                + "<ol><li class=p>1</li><li class=p>2</li></ol>",
            "n",
            "p"));
  }

  @Test
  void elementsOfAnArrayAreRowsWithNullsWhereAMemberIsMissing() throws Exception {
    Form form = new Form(List.of(new Form.Blank("name", true), new Form.Blank("mail", true)));
    JsonPaths paths = new JsonPaths(form, List.of(voices("name"), voices("mail")));
    Input input =
        Input.of(
            new ObjectMapper()
                .readTree(
                    "{\"json\":{\"all\":[{\"name\":\"Ada\"},{\"name\":\"Ben\",\"mail\":\"b@c.de\"}]}}"));
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    paths.extract(input).write(line, false);
    assertEquals("[\"b@c.de\"]", line.path("output").path("mail").toString());
    assertEquals(
        "[{\"name\":\"Ada\",\"mail\":null},{\"name\":\"Ben\",\"mail\":\"b@c.de\"}]",
        line.path("rows").toString());
  }

  private static List<JsonPaths.Voice> voices(String member) {
    List<Step> steps = List.of(new Step.Member("all"), new Step.Each(), new Step.Member(member));
    return List.of(new JsonPaths.Voice(new Pick(new JsonPath(steps)), 1));
  }
}
