package dev.stillroom.runtime.encoder;

import static dev.stillroom.runtime.encoder.NetworkParts.dequantized;
import static dev.stillroom.runtime.encoder.NetworkParts.needed;
import static dev.stillroom.runtime.encoder.NetworkParts.numbers;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A published network taken apart, in which nodes are changed, removed and replaced before it is
 * put together again. Used by the build only.
 */
final class OpenNetwork {

  private final EncoderModel model;
  private final ModelProto.Builder network;
  private final Map<String, NodeProto> nodes = new LinkedHashMap<>();
  private final Map<String, TensorProto> weights = new LinkedHashMap<>();

  /** What stands in the place of a node. */
  private final Map<String, List<NodeProto>> instead = new HashMap<>();

  private OpenNetwork(ModelProto published, EncoderModel model) {
    this.model = model;
    this.network = published.toBuilder();
    network.getGraph().getNodeList().forEach(this::put);
    network.getGraph().getInitializerList().forEach(this::put);
  }

  static OpenNetwork of(byte[] published, EncoderModel model) throws IOException {
    try {
      return new OpenNetwork(ModelProto.parseFrom(published), model);
    } catch (InvalidProtocolBufferException broken) {
      throw new IOException(model.file() + ".onnx is no ONNX file: " + broken.getMessage(), broken);
    }
  }

  /** The nodes that are there now. */
  List<NodeProto> nodes() {
    return List.copyOf(nodes.values());
  }

  List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  NodeProto node(String name) throws IOException {
    NodeProto node = nodes.get(name);
    if (node == null) {
      throw unexpected("it has no " + name);
    }
    return node;
  }

  TensorProto weight(String name) throws IOException {
    TensorProto weight = weights.get(name);
    if (weight == null) {
      throw unexpected("it has no " + name);
    }
    return weight;
  }

  /** A table of eight bits a number as it is meant. */
  float[] table(String name) throws IOException {
    return dequantized(
        weight(name + "_quantized"), weight(name + "_scale"), weight(name + "_zero_point"));
  }

  /** A product as it was published; by now it may be gone. */
  NodeProto published(String path) throws IOException {
    return network.getGraph().getNodeList().stream()
        .filter(node -> node.getName().equals(path + "/MatMul_quant"))
        .findFirst()
        .orElseThrow(() -> unexpected("it has no " + path + "/MatMul_quant"));
  }

  /** A number that a node of its own gives. */
  float constant(String output) throws IOException {
    for (NodeProto node : network.getGraph().getNodeList()) {
      if (node.getOutputList().contains(output) && node.getAttributeCount() == 1) {
        return numbers(node.getAttribute(0).getT()).getFirst();
      }
    }
    throw unexpected("it has no constant " + output);
  }

  IOException unexpected(String what) {
    return new IOException(model.file() + ".onnx is not built as expected: " + what);
  }

  void put(NodeProto node) {
    nodes.put(node.getName(), node);
  }

  void put(TensorProto weight) {
    weights.put(weight.getName(), weight);
  }

  void remove(String node) {
    nodes.remove(node);
  }

  /** Where a node stood there are others now. */
  void replace(String node, List<NodeProto> others) {
    instead.put(node, others);
  }

  /**
   * Puts it together, without what none of its outputs comes from.
   *
   * @param first nodes that come before all others
   * @param inner values that are outputs, too
   * @param domain where some of the nodes' operations are defined
   */
  byte[] closed(List<NodeProto> first, Set<String> inner, String domain) {
    List<NodeProto> all = new ArrayList<>(first);
    for (NodeProto old : network.getGraph().getNodeList()) {
      NodeProto node = nodes.get(old.getName());
      if (node != null) {
        all.addAll(instead.getOrDefault(node.getName(), List.of(node)));
      }
    }
    Set<String> needed = new HashSet<>(inner);
    network.getGraph().getOutputList().forEach(output -> needed.add(output.getName()));
    List<NodeProto> kept = needed(all, needed);
    GraphProto.Builder graph = network.getGraphBuilder();
    List<TensorProto> used =
        weights.values().stream().filter(weight -> needed.contains(weight.getName())).toList();
    graph.clearNode().addAllNode(kept).clearInitializer().addAllInitializer(used);
    for (int i = graph.getInputCount() - 1; i >= 0; i--) {
      if (!needed.contains(graph.getInput(i).getName())) {
        graph.removeInput(i);
      }
    }
    network.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(1));
    return network.build().toByteArray();
  }
}
