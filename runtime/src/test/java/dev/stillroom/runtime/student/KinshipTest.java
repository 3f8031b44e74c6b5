package dev.stillroom.runtime.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.features.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

class KinshipTest {

  private static final int WIDTH = EncoderModel.WIDTH;

  /** Its two labels lie in the first two directions from the centre, at a third of the third. */
  private static EncoderHead head(double asked) {
    List<String> labels = List.of("one", "other");
    byte[] weights = new byte[2 * WIDTH];
    weights[0] = 100;
    weights[WIDTH + 1] = 100;
    float[] centre = new float[WIDTH];
    centre[2] = 0.3f;
    SparseWeights none = new SparseWeights(new int[0], new int[1], new short[0], new byte[0]);
    HashedLinear words = new HashedLinear(new Answering(labels), none, new float[2], new float[2]);
    return new EncoderHead(
        new Answering(labels, 1, 0, asked),
        null,
        words,
        weights,
        new float[] {0.1f, 0.1f},
        List.of(Reading.WHOLE),
        centre);
  }

  private static float[] towards(int direction) {
    float[] vector = new float[WIDTH];
    vector[2] = 0.3f;
    vector[direction] += 0.8f;
    return vector;
  }

  private static final List<Feature> FEATURES =
      Features.of(Students.input("webp", "shop.localhost"));

  @Test
  void whatLiesWhereALabelLiesIsKinAndAnswered() {
    assertEquals(10, head(5).kinship(towards(1)), 1e-3);
    assertEquals("other", head(5).predict(FEATURES, towards(1)).output());
  }

  @Test
  void aboutWhatIsStrangeToItAStudentKeepsSilentAndSaysWhy() {
    Prediction strange = head(5).predict(FEATURES, towards(7));
    assertNull(strange.output());
    assertTrue(strange.reasons().getFirst().value().startsWith("unlike"));
    assertNotNull(strange.answered().output());
    assertNotNull(head(Answering.NO_KINSHIP).predict(FEATURES, towards(7)).output());
  }

  @Test
  void whereNothingWasReadTheOtherFeaturesTell() {
    assertNotNull(head(5).predict(FEATURES, new float[WIDTH]).output());
  }

  @Test
  void aLinearStudentIsKinToWhatSomeLabelWasLearnedFrom() {
    List<String> labels = Students.linear().answering().labels();
    Student student = Students.linear().with(new Answering(labels, 1, 0, 0.01));
    assertNotNull(student.predict(Students.input("webp", "shop.localhost")).output());
    Input strange =
        new Input(JsonNodeFactory.instance.objectNode().put("text", "Кот спит на подоконнике"));
    Prediction silent = student.predict(strange);
    assertNull(silent.output());
    assertTrue(silent.reasons().getFirst().value().startsWith("unlike"));
    assertEquals(0, Students.linear().kinship(Vector.of(Features.of(strange))));
  }
}
