package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.train.Trainer;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Student;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RobustnessTest {

  private static final List<String> LABELS = List.of("garden", "kitchen");

  private final Trainer trainer =
      Trainer.LADDER.stream()
          .filter(one -> one.architecture() == Architecture.HASHED_LINEAR)
          .findFirst()
          .orElseThrow();

  private static Item item(String text, int label) {
    Input input = new Input(JsonNodeFactory.instance.objectNode().put("text", text));
    return new Item(input, Features.of(input), label, text, true, null, null);
  }

  private static List<Item> items(int n) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean garden = i % 2 == 0;
      items.add(
          item(
              (garden ? "the roses along wall " : "the kettle on shelf ")
                  + i
                  + " need looking after",
              garden ? 0 : 1));
    }
    return items;
  }

  @Test
  void whoIsAskedHasNotSeenWhatIsDisturbed() {
    List<Item> items = items(80);
    Split split = Split.of(items, 1);
    Trainer.Course course = trainer.course(items, LABELS);
    List<Robustness.Unseen> unseen = new ArrayList<>();
    Evidence evidence = Evidence.gather(trainer, course, items, split, unseen);
    Student shipped = course.train(IntStream.range(0, items.size()).boxed().toList());
    assertEquals(evidence.outcomes().size(), unseen.size());
    unseen.forEach(one -> assertNotSame(shipped, one.student()));
    int at = 0;
    for (Split.Fold fold : split.folds()) {
      for (int i : fold.predict()) {
        assertEquals(items.get(i).input(), unseen.get(at++).input());
      }
    }
  }

  @Test
  void whatDoesNotMatterChangesLittle() {
    List<Item> items = items(80);
    Student student = trainer.train(items, LABELS);
    Map<String, Double> shares = Robustness.of(student, items, 1);
    assertEquals(1, shares.get("case"));
    assertEquals(1, shares.get("whitespace"));
    assertTrue(shares.get("typos") > 0.7, shares.toString());
    // Nothing here is a file.
    assertTrue(!shares.containsKey("renamedExtension"), shares.toString());
  }

  @Test
  void longTextsAreNotReadWhole() {
    List<Item> items = new ArrayList<>();
    for (Item item : items(40)) {
      items.add(item(item.key() + " and so on".repeat(2_000), item.label()));
    }
    Student student = trainer.train(items, LABELS);
    assertEquals(1, Robustness.of(student, items, 1).get("case"));
  }

  @Test
  void ofLanguagesItDidNotLearnItIsAskedWhereThereIsProse() {
    List<Item> items = items(80);
    Student student = trainer.train(items, LABELS);
    Student silent = student.with(new Answering(LABELS, 1, 1));
    Student loud = student.with(new Answering(LABELS, 1, 0));
    assertEquals(1, Robustness.of(silent, items, 1).get("otherLanguage"));
    assertEquals(0, Robustness.of(loud, items, 1).get("otherLanguage"));
    List<Item> names = List.of(item("rose.png", 0), item("kettle.png", 1));
    assertTrue(!Robustness.of(student, names, 1).containsKey("otherLanguage"));
  }
}
