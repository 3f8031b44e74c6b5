package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.example.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  private final List<Item> items = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 60, 61, 500})
  void crossfitPredictsEachExampleOnceAndNeverLearnsFromIt(int n) {
    fill(n, false, null);
    Split split = Split.of(items, 1);
    assertEquals(Split.Method.CROSSFIT, split.method());
    assertEquals(n <= 60 ? n : 10, split.folds().size());
    List<Integer> predicted = new ArrayList<>();
    for (Split.Fold fold : split.folds()) {
      predicted.addAll(fold.predict());
      assertTrue(fold.train().stream().noneMatch(fold.predict()::contains));
      assertEquals(n, fold.train().size() + fold.predict().size());
    }
    assertEquals(n, predicted.size());
    assertEquals(n, new HashSet<>(predicted).size());
  }

  @Test
  void prequentialLearnsOnlyFromThePast() {
    fill(200, true, null);
    Split split = Split.of(items, 1);
    assertEquals(Split.Method.PREQUENTIAL, split.method());
    for (Split.Fold fold : split.folds()) {
      assertTrue(fold.train().getLast() < fold.predict().getFirst());
    }
    assertEquals(199, split.folds().getLast().predict().getLast());
  }

  @Test
  void aGroupIsNeverSplit() {
    fill(300, true, 40);
    Split split = Split.of(items, 1);
    assertEquals(Split.Method.CROSSFIT, split.method());
    for (Split.Fold fold : split.folds()) {
      Set<String> learned = groups(fold.train());
      learned.retainAll(groups(fold.predict()));
      assertEquals(Set.of(), learned);
    }
  }

  @Test
  void manyExamplesAreVerifiedOnAPartThatStaysOut() {
    fill(4_000, false, null);
    Split split = Split.of(items, 1);
    assertEquals(Split.Method.HOLDOUT, split.method());
    assertTrue(split.shipsFirst());
    Split.Fold fold = split.folds().getFirst();
    assertEquals(250, fold.predict().size());
    assertEquals(250, split.tested().size());
    Set<Integer> all = new HashSet<>(fold.train());
    all.addAll(fold.predict());
    all.addAll(split.tested());
    assertEquals(4_000, all.size());
  }

  @Test
  void aStreamWhoseLabelsComeOneAfterTheOtherIsNotPredictedFromItsPast() {
    fill(200, true, null);
    assertTrue(Split.drift(items) < 0.1);
    items.sort(Comparator.comparing(Item::label));
    assertTrue(Split.drift(items) > Split.DRIFT);
    assertEquals(Split.Method.CROSSFIT, Split.of(items, 1).method());
  }

  @Test
  void whereThereAreFewOfEachLabelAFoldTakesOneOfEach() {
    for (int label = 0; label < 20; label++) {
      for (int i = 0; i < 5; i++) {
        items.add(
            new Item(
                new Input(JsonNodeFactory.instance.objectNode()),
                List.of(),
                label,
                "key",
                true,
                null,
                null));
      }
    }
    Split split = Split.of(items, 1);
    assertEquals(5, split.folds().size());
    for (Split.Fold fold : split.folds()) {
      assertEquals(20, fold.predict().stream().map(i -> items.get(i).label()).distinct().count());
    }
  }

  @Test
  void theSeedDecidesTheFolds() {
    fill(500, false, null);
    assertEquals(Split.of(items, 1), Split.of(items, 1));
    assertTrue(!Split.of(items, 1).equals(Split.of(items, 2)));
  }

  private Set<String> groups(List<Integer> indices) {
    Set<String> groups = new HashSet<>();
    indices.forEach(i -> groups.add(items.get(i).group()));
    return groups;
  }

  private void fill(int n, boolean timed, Integer groups) {
    for (int i = 0; i < n; i++) {
      items.add(
          new Item(
              new Input(JsonNodeFactory.instance.objectNode()),
              List.of(),
              i % 2,
              "key",
              true,
              groups == null ? null : "group " + i % groups,
              timed ? Instant.ofEpochSecond(i) : null));
    }
  }
}
