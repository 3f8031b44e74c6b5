package dev.stillroom.runtime.encoder;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a published network inputs for an {@link Adapter}, and one more output: the states that
 * enter the first layer that takes one, from which adapters are trained. Matrices of rank zero
 * leave the network as it was. Used by the build only; the library that reads ONNX is not shipped.
 */
final class AdapterInputs {

  private AdapterInputs() {}

  static byte[] added(byte[] published, EncoderModel model) throws IOException {
    ModelProto.Builder network;
    try {
      network = ModelProto.parseFrom(published).toBuilder();
    } catch (InvalidProtocolBufferException broken) {
      throw new IOException(model.file() + ".onnx is no ONNX file: " + broken.getMessage(), broken);
    }
    Map<String, Adapter.Site> sites = new HashMap<>();
    for (Adapter.Site site : Adapter.sites(model)) {
      sites.put(name(site) + "/Add", site);
    }
    Map<String, String> inputs = new HashMap<>();
    for (NodeProto node : network.getGraph().getNodeList()) {
      if (node.getOpType().equals("MatMulInteger")) {
        // The product's own input is a quantized copy of the state.
        inputs.put(node.getName(), node.getInput(0).replaceAll("_quantized$", ""));
      }
    }
    List<NodeProto> nodes = new ArrayList<>();
    for (NodeProto node : network.getGraph().getNodeList()) {
      Adapter.Site site = sites.remove(node.getName());
      if (site == null) {
        nodes.add(node);
      } else {
        nodes.addAll(adapted(node, site, inputs.get(name(site) + "/MatMul_quant")));
        int in = site.product().in();
        int out = site.product().out();
        network.getGraphBuilder().addInput(matrix(site.down(), size(in), rank()));
        network.getGraphBuilder().addInput(matrix(site.up(), rank(), size(out)));
      }
    }
    if (!sites.isEmpty()) {
      throw new IOException(
          model.file() + ".onnx is not built as expected: it has no " + sites.keySet());
    }
    network.getGraphBuilder().clearNode().addAllNode(nodes);
    network
        .getGraphBuilder()
        .addOutput(
            matrix(
                Adapter.states(model),
                named("batch"),
                named("sequence_length"),
                size(EncoderModel.WIDTH)));
    return network.build().toByteArray();
  }

  /** The addition of the bias, and behind it that of the adapter's product. */
  private static List<NodeProto> adapted(NodeProto bias, Adapter.Site site, String input) {
    String result = bias.getOutput(0);
    String plain = result + "/plain";
    String narrow = site.down() + "/product";
    String wide = site.up() + "/product";
    return List.of(
        bias.toBuilder().setOutput(0, plain).build(),
        node("MatMul", narrow, input, site.down()),
        node("MatMul", wide, narrow, site.up()),
        node("Add", result, plain, wide));
  }

  private static String name(Adapter.Site site) {
    return "/encoder/layer." + site.layer() + "/" + site.product().path();
  }

  private static NodeProto node(String operation, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operation)
        .setName("adapter/" + output)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static ValueInfoProto matrix(String name, TensorShapeProto.Dimension... shape) {
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT.getNumber())
            .setShape(TensorShapeProto.newBuilder().addAllDim(List.of(shape)))
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  private static TensorShapeProto.Dimension size(int size) {
    return TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
  }

  private static TensorShapeProto.Dimension rank() {
    return named("rank");
  }

  private static TensorShapeProto.Dimension named(String name) {
    return TensorShapeProto.Dimension.newBuilder().setDimParam(name).build();
  }
}
