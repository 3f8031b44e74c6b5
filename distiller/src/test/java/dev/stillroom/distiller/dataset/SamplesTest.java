package dev.stillroom.distiller.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What examples of forms say together. */
class SamplesTest {

  @Test
  void aFieldWithoutAValueInAnyExampleIsNamed() throws Exception {
    Samples samples =
        Samples.of(
            List.of(
                example("{\"who\":\"Ada\",\"when\":null,\"tags\":[]}"),
                example("{\"who\":\"Ben\",\"when\":\"\"}"),
                example("{\"who\":null}")));
    assertEquals(List.of("when", "tags"), samples.neverShown());
  }

  private static Example example(String output) throws Exception {
    JsonNode form = new ObjectMapper().readTree(output);
    Input input = new Input(JsonNodeFactory.instance.objectNode().put("text", "Ada and Ben"));
    return new Example(input, form, null, null, null, Example.Source.USER);
  }
}
