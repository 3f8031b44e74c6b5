package dev.stillroom.runtime.encoder;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Gives a published network one more output, the states of its tokens half way up: they say which
 * word this is in this place, where the last layer's only serve the text's vector. The parts of an
 * ONNX file may stand in it twice and are then read as one, so that an output is added by adding
 * its bytes at the end (protobuf's rule for embedded messages).
 */
final class TokenOutput {

  private static final int GRAPH_OF_MODEL = 7;
  private static final int OUTPUT_OF_GRAPH = 12;
  private static final int NAME_OF_VALUE = 1;
  private static final int TYPE_OF_VALUE = 2;

  /** A tensor of floats, its shape left open. */
  private static final byte[] FLOATS = {0x0a, 2, 0x08, 1};

  private TokenOutput() {}

  /** The output's name. */
  static String name(EncoderModel model) {
    return "/encoder/layer." + (model.tokenLayer() - 1) + "/output/LayerNorm/Add_1_output_0";
  }

  static byte[] added(byte[] published, EncoderModel model) {
    byte[] name = name(model).getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    member(NAME_OF_VALUE, name, value);
    member(TYPE_OF_VALUE, FLOATS, value);
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    member(OUTPUT_OF_GRAPH, value.toByteArray(), graph);
    ByteArrayOutputStream all = new ByteArrayOutputStream(published.length + 200);
    all.writeBytes(published);
    member(GRAPH_OF_MODEL, graph.toByteArray(), all);
    return all.toByteArray();
  }

  /** A member of a message, at most 127 bytes long. */
  private static void member(int number, byte[] bytes, ByteArrayOutputStream out) {
    if (bytes.length > 127) {
      throw new IllegalArgumentException("must be <= 127 bytes: " + bytes.length);
    }
    out.write(number << 3 | 2);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }
}
