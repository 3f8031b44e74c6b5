package dev.stillroom.runtime.encoder;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanNetworkTest {

  private static final EncoderModel MODEL = EncoderModel.current();
  private static final Path FILES = Path.of("target", "encoder");

  @Test
  void itSaysWhatThePublishedNetworkSays() throws Exception {
    Conversion.into(FILES, MODEL);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Encoders encoders = new Encoders(FILES, null, Clock.systemUTC());
    try (Encoder encoder = encoders.find(MODEL.digest()).orElseThrow();
        OrtSession published = environment.createSession(published());
        HuggingFaceTokenizer tokenizer =
            HuggingFaceTokenizer.newInstance(Conversion.tokenizer(FILES, MODEL))) {
      double sum = 0;
      List<String> texts =
          List.of(
              "a",
              "where is the parcel that I ordered last week?",
              "The second chapter tells how bread was baked when every house had an oven.",
              "stop the lift ".repeat(20));
      for (String text : texts) {
        float[] vector = encoder.embedAfresh(text);
        double cosine = cosine(vector, first(environment, published, tokenizer.encode(text)));
        // Both round states to eight bits as they go, and a last bit may tip.
        assertTrue(cosine > 0.99, text + ": " + cosine);
        sum += cosine;
      }
      assertTrue(sum / texts.size() > 0.996, "on average " + sum / texts.size());
    }
  }

  @Test
  void whatNoOutputNeedsIsLeftOut() throws Exception {
    ModelProto lean = ModelProto.parseFrom(LeanNetwork.of(published(), MODEL));
    assertFalse(
        lean.getGraph().getInputList().stream()
            .anyMatch(input -> input.getName().equals("attention_mask")));
    assertTrue(lean.getGraph().getNodeCount() < 800, "" + lean.getGraph().getNodeCount());
    assertFalse(
        lean.getGraph().getInitializerList().stream()
            .anyMatch(
                weight -> weight.getName().equals("encoder.layer.0.attention.self.key.bias")));
  }

  @Test
  void aNetworkOfAnotherBuildIsRefusedInOneLine() throws Exception {
    ModelProto.Builder other = ModelProto.parseFrom(published()).toBuilder();
    for (int i = 0; i < other.getGraph().getNodeCount(); i++) {
      if (other.getGraph().getNode(i).getName().contains("layer.3/attention/self/key")) {
        other.getGraphBuilder().getNodeBuilder(i).setName("renamed/" + i);
      }
    }
    byte[] bytes = other.build().toByteArray();
    IOException refused = assertThrows(IOException.class, () -> LeanNetwork.of(bytes, MODEL));
    assertTrue(refused.getMessage().contains("is not built as expected"), refused.getMessage());
    assertThrows(IOException.class, () -> LeanNetwork.of(new byte[] {1, 2, 3}, MODEL));
  }

  private static byte[] published() throws IOException {
    try (InputStream in = Conversion.class.getResourceAsStream("/" + MODEL.file() + ".onnx")) {
      return in.readAllBytes();
    }
  }

  private static float[] first(OrtEnvironment environment, OrtSession session, Encoding text)
      throws Exception {
    long[] shape = {1, text.getIds().length};
    try (OnnxTensor ids = tensor(environment, text.getIds(), shape);
        OnnxTensor mask = tensor(environment, text.getAttentionMask(), shape);
        OnnxTensor types = tensor(environment, text.getTypeIds(), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] first = new float[EncoderModel.WIDTH];
      states.get(0, first);
      return first;
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, long[] values, long[] shape)
      throws Exception {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private static double cosine(float[] one, float[] other) {
    double dot = 0;
    double square = 0;
    double otherSquare = 0;
    for (int i = 0; i < one.length; i++) {
      dot += one[i] * other[i];
      square += one[i] * one[i];
      otherSquare += other[i] * other[i];
    }
    return dot / Math.sqrt(square * otherSquare);
  }
}
