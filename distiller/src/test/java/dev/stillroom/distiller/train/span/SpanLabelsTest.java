package dev.stillroom.distiller.train.span;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.dataset.Sample.Wanted;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.span.SpanText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanLabelsTest {

  private static final Form FORM =
      new Form(List.of(new Form.Blank("people", false), new Form.Blank("days", true)));

  private static SpanLabels labels(String text, Map<String, Wanted> wanted, Example.Span... spans) {
    Input input = Input.of(TextNode.valueOf(text));
    Example example =
        new Example(input, null, null, null, null, Example.Source.USER, List.of(spans));
    return SpanLabels.of(new Sample(example, wanted, text), FORM, SpanText.of(text));
  }

  private static Wanted of(String... values) {
    return new Wanted(List.of(values), false);
  }

  @Test
  void theLongestValueChoosesItsPlaceFirst() {
    SpanLabels labels = labels("on 6 May for 6", Map.of("people", of("6"), "days", of("6 May")));
    assertArrayEquals(new int[] {0, 3, 4, 0, 1}, labels.tags());
    assertEquals(List.of(), labels.missing());
  }

  @Test
  void aValueThatIsThereTwiceIsFoundTwiceWhereItIsNamedTwice() {
    SpanLabels once = labels("May or May", Map.of("people", of(), "days", of("May")));
    assertArrayEquals(new int[] {3, 0, 0}, once.tags());
    SpanLabels twice = labels("May or May", Map.of("people", of(), "days", of("May", "May")));
    assertArrayEquals(new int[] {3, 0, 3}, twice.tags());
  }

  @Test
  void aValueStandsWhereTheExampleSaysIfItIsThere() {
    Map<String, Wanted> wanted = Map.of("people", of("6"), "days", of("6"));
    SpanLabels placed =
        labels("\uD83D\uDE00 6 or 6", wanted, span(2, 3, "days"), span(7, 8, "people"));
    assertArrayEquals(new int[] {0, 3, 0, 1}, placed.tags(), "a symbol of two units is one");
    SpanLabels wrong = labels("6 or 6", wanted, span(2, 4, "days"), span(5, 6, "days"));
    assertArrayEquals(new int[] {1, 0, 3}, wrong.tags());
    assertEquals(List.of(), wrong.missing());
  }

  private static Example.Span span(int from, int to, String field) {
    return new Example.Span(from, to, field);
  }

  @Test
  void aValueThatDoesNotStandInTheTextIsReported() {
    SpanLabels labels =
        labels("for six people", Map.of("people", of("6"), "days", of("peop", "PEOPLE")));
    assertEquals(
        List.of(new SpanLabels.Missing("days", "peop"), new SpanLabels.Missing("people", "6")),
        labels.missing());
    assertArrayEquals(new int[] {0, 0, 3}, labels.tags(), "only its case differs");
  }

  @Test
  void whatWasNotLookedAtStaysOpen() {
    SpanLabels labels = labels("6 in May, June", Map.of("days", new Wanted(List.of("May"), true)));
    assertFalse(labels.isWhole());
    assertTrue(labels.allows(0, 1), "nobody said who comes");
    assertTrue(labels.allows(4, 3), "the list was only begun");
    assertFalse(labels.allows(2, 0), "what was named is a value");
    SpanLabels whole = labels("6 in May", Map.of("days", of("May"), "people", of()));
    assertTrue(whole.isWhole());
    assertFalse(whole.allows(0, 1));
  }
}
