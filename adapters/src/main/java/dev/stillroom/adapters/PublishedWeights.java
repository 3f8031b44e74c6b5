package dev.stillroom.adapters;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.stillroom.runtime.encoder.Adapter;
import dev.stillroom.runtime.encoder.EncoderModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The weights of the layers that take an adapter, as the published network holds them, back in
 * single precision. A product's matrix lies row by row, its inputs being the rows.
 */
final class PublishedWeights {

  private static final String LAYER = "encoder.layer.";

  private final Map<String, TensorProto> tensors = new HashMap<>();
  private final Map<String, String> matrices = new HashMap<>();

  private PublishedWeights(ModelProto network) {
    network.getGraph().getInitializerList().forEach(t -> tensors.put(t.getName(), t));
    for (NodeProto node : network.getGraph().getNodeList()) {
      if (node.getOpType().equals("MatMulInteger")) {
        matrices.put(node.getName(), node.getInput(1).replaceAll("_quantized$", ""));
      }
    }
  }

  static PublishedWeights of(EncoderModel model) throws IOException {
    String resource = "/" + model.file() + ".onnx";
    try (InputStream in = PublishedWeights.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path: install the part again");
      }
      return new PublishedWeights(ModelProto.parseFrom(in));
    }
  }

  /** A product's matrix, of its inputs times its outputs. */
  float[] matrix(int layer, Adapter.Product product) throws IOException {
    String node = "/" + LAYER.replace('.', '/') + "%d/%s/MatMul_quant";
    String name = matrices.get(node.replace("layer/", "layer.").formatted(layer, product.path()));
    byte[] quantized = tensor(name + "_quantized").getRawData().toByteArray();
    boolean signed = tensor(name + "_quantized").getDataType() == TensorProto.DataType.INT8_VALUE;
    TensorProto scales = tensor(name + "_scale");
    TensorProto zeros = tensor(name + "_zero_point");
    float[] values = new float[product.in() * product.out()];
    if (quantized.length != values.length) {
      throw new IOException(name + " has " + quantized.length + " numbers, not " + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      int column = i % product.out();
      int value = signed ? quantized[i] : quantized[i] & 0xff;
      int zero = zeros.getInt32Data(zeros.getInt32DataCount() == 1 ? 0 : column);
      values[i] =
          (value - zero) * scales.getFloatData(scales.getFloatDataCount() == 1 ? 0 : column);
    }
    return values;
  }

  /** A bias, or a normalization's factors. */
  float[] vector(int layer, String path) throws IOException {
    TensorProto tensor = tensor(LAYER + layer + "." + path.replace('/', '.'));
    float[] values = new float[(int) tensor.getDims(0)];
    ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = raw.hasRemaining() ? raw.getFloat() : tensor.getFloatData(i);
    }
    return values;
  }

  private TensorProto tensor(String name) throws IOException {
    TensorProto tensor = tensors.get(name);
    if (tensor == null) {
      throw new IOException("the published network has no " + name + ": another version of it");
    }
    return tensor;
  }
}
