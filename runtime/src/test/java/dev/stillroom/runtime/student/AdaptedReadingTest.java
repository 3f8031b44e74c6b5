package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.runtime.example.Input;
import org.junit.jupiter.api.Test;

class AdaptedReadingTest {

  private static final Input QUESTION =
      new Input(JsonNodeFactory.instance.objectNode().put("text", "Where does the ferry leave?"));

  @Test
  void underAnAdapterOfNothingItSaysWhatThePlainHeadSays() {
    Prediction plain = Students.openingHead().predictAfresh(QUESTION);
    Prediction adapted = Students.adapted(Students.openingHead(), 0).predict(QUESTION);
    assertEquals(plain.ranked(), adapted.ranked());
  }

  @Test
  void underAnotherItSaysSomethingElse() {
    Prediction plain = Students.openingHead().predictAfresh(QUESTION);
    Prediction adapted = Students.adapted(Students.openingHead(), 0.1f).predict(QUESTION);
    assertNotEquals(plain.ranked(), adapted.ranked());
  }
}
