package dev.stillroom.distiller.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.dataset.Dataset;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleListTrainerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Example> examples = new ArrayList<>();

  @Test
  void oneConditionIsEnoughWhereItSaysAll() throws Exception {
    add(3, "{'extension':'webp','mime':'image/webp','host':'a'}", "convert:jpeg");
    add(4, "{'extension':'png','mime':'image/png','host':'a'}", "leave");
    assertEquals(
        List.of(
            "convert:jpeg when extension is webp (3 of 3 examples)",
            "otherwise leave (4 of 4 examples)"),
        rules());
  }

  @Test
  void categoriesGoBeforeNumbersWordsAndTitlesThatFitByChance() throws Exception {
    for (int i = 0; i < 3; i++) {
      add(
          1,
          "{'name':'photo-"
              + i
              + ".webp','extension':'webp','host':'shop','title':'The photos',"
              + "'bytes':"
              + (900 + i)
              + "}",
          "convert:jpeg");
    }
    for (int i = 0; i < 3; i++) {
      add(
          1,
          "{'name':'chart-"
              + i
              + ".png','extension':'png','host':'shop','title':'The charts',"
              + "'bytes':"
              + (100 + i)
              + "}",
          "leave");
    }
    add(
        2,
        "{'name':'x.webp','extension':'webp','host':'news','title':'The news','bytes':50}",
        "leave");
    assertEquals(
        "convert:jpeg when extension is webp and host is shop (3 of 3 examples)",
        rules().getFirst());
  }

  @Test
  void aBorderBetweenNumbersIsFoundWhereNothingElseTells() throws Exception {
    for (int i = 0; i < 10; i++) {
      add(1, "{'extension':'png','bytes':" + (1_000 + i) + "}", "leave");
      add(1, "{'extension':'png','bytes':" + (5_001 - i) + "}", "move");
    }
    assertEquals("move when bytes is at least 3000.5 (10 of 10 examples)", rules().getFirst());
  }

  @Test
  void whatIsMissingCanDecide() throws Exception {
    add(5, "{'extension':'png'}", "move");
    add(5, "{'extension':'png','host':'a'}", "leave");
    assertEquals("move when there is no host (5 of 5 examples)", rules().getFirst());
  }

  @Test
  void anElementOfAnArrayCanDecide() throws Exception {
    add(4, "{'tags':['red','new']}", "move");
    add(4, "{'tags':['red','old']}", "leave");
    assertEquals("move when tags is new (4 of 4 examples)", rules().getFirst());
  }

  @Test
  void severalLabelsHaveTheirRules() throws Exception {
    add(5, "{'extension':'webp'}", "convert:jpeg");
    add(5, "{'extension':'csv'}", "move");
    add(5, "{'extension':'pdf'}", "leave");
    assertEquals(3, rules().size());
  }

  @Test
  void doingNothingIsTheDefaultEvenWhereItIsRare() throws Exception {
    add(8, "{'extension':'webp'}", "convert:jpeg");
    add(2, "{'extension':'png'}", "leave");
    assertEquals("otherwise leave (2 of 2 examples)", rules().getLast());
  }

  private List<String> rules() throws Exception {
    Dataset dataset = Dataset.of(examples);
    return new RuleListTrainer().train(dataset.items(), dataset.labels()).inWords();
  }

  private void add(int times, String json, String label) throws Exception {
    for (int i = 0; i < times; i++) {
      Input input = Input.of(JSON.readTree(json.replace('\'', '"')));
      examples.add(
          new Example(input, TextNode.valueOf(label), null, null, null, Example.Source.USER));
    }
  }
}
