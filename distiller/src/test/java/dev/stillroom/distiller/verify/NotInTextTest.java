package dev.stillroom.distiller.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotInTextTest {

  private static Example example(String id, String member, String text, String who) {
    return new Example(
        new Input(JsonNodeFactory.instance.objectNode().put(member, text)),
        JsonNodeFactory.instance.objectNode().put("who", who),
        id,
        null,
        null,
        Example.Source.USER);
  }

  @Test
  void aSlipIsCountedAndNamedButNotToldToTheCard() throws Exception {
    Samples samples =
        Samples.of(
            List.of(
                example("right", "text", "Ada comes", "Ada"),
                example("slip", "text", "Ben comes", "Bent"),
                example("page", "html", "<p>Eve</p>", "Evelyn")));
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    NotInText.of(samples).write(card);
    assertEquals(
        "{\"notInText\":{\"found\":1,\"fields\":{\"who\":1},\"ids\":[\"slip\"]}}", card.toString());
    assertFalse(card.toString().contains("Bent"));
  }

  @Test
  void withoutASlipTheCardSaysNothing() throws Exception {
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    NotInText.of(Samples.of(List.of(example(null, "text", "Ada comes", "Ada")))).write(card);
    assertTrue(card.isEmpty());
  }
}
