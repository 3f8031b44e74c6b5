package dev.stillroom.adapters;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.LayerNorm;
import dev.stillroom.runtime.encoder.Adapter;
import dev.stillroom.runtime.encoder.Adapter.Product;
import dev.stillroom.runtime.encoder.EncoderModel;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The layers that take an adapter, in single precision: from the states of a text's tokens to its
 * vector of length 1. BERT's layers (Devlin et al. 2019), normalized after each addition.
 */
final class UpperLayers {

  private static final int WIDTH = EncoderModel.WIDTH;
  private static final int HEADS = 12;

  /** Makes a padded token invisible to attention; its softmax is zero in single precision. */
  private static final float INVISIBLE = -10_000;

  private static final float EPSILON = 1e-12f;

  private final int first;
  private final int last;
  private final Map<String, NDArray> weights = new HashMap<>();

  UpperLayers(EncoderModel model, NDManager manager) throws IOException {
    first = model.layers() - Adapter.LAYERS;
    last = model.layers() - 1;
    PublishedWeights published = PublishedWeights.of(model);
    for (int layer = first; layer <= last; layer++) {
      for (Product product : Product.values()) {
        Shape shape = new Shape(product.in(), product.out());
        put(layer, product.path(), manager.create(published.matrix(layer, product), shape));
        keep(manager, published, layer, product.path() + "/bias");
      }
      for (String path : List.of("attention/output/LayerNorm", "output/LayerNorm")) {
        keep(manager, published, layer, path + "/weight");
        keep(manager, published, layer, path + "/bias");
      }
    }
  }

  private void keep(NDManager manager, PublishedWeights published, int layer, String path)
      throws IOException {
    put(layer, path, manager.create(published.vector(layer, path)));
  }

  private void put(int layer, String path, NDArray array) {
    weights.put(layer + "/" + path, array);
  }

  private NDArray get(int layer, String path) {
    return weights.get(layer + "/" + path);
  }

  /**
   * Texts of different length as one array, and beside it what is added to attention's scores.
   *
   * @param states of the texts, for each token {@code WIDTH} numbers
   */
  static NDList batch(NDManager manager, List<float[]> states) {
    int texts = states.size();
    int tokens = states.stream().mapToInt(text -> text.length / WIDTH).max().orElse(0);
    float[] all = new float[texts * tokens * WIDTH];
    float[] unseen = new float[texts * tokens];
    for (int i = 0; i < texts; i++) {
      float[] text = states.get(i);
      System.arraycopy(text, 0, all, i * tokens * WIDTH, text.length);
      for (int token = text.length / WIDTH; token < tokens; token++) {
        unseen[i * tokens + token] = INVISIBLE;
      }
    }
    return new NDList(
        manager.create(all, new Shape(texts, tokens, WIDTH)),
        manager.create(unseen, new Shape(texts, 1, 1, tokens)));
  }

  /**
   * The vectors of a batch, a row each.
   *
   * @param adapter A and B of each site, in the order of {@link Adapter#sites}
   */
  NDArray vectors(NDList batch, List<NDArray> adapter) {
    NDArray states = batch.get(0);
    NDArray unseen = batch.get(1);
    for (int layer = first; layer <= last; layer++) {
      // The first token's state is the text's vector: nobody asks for the others at the top.
      NDArray asking = layer == last ? states.get(":, 0:1") : states;
      NDArray query = heads(product(asking, layer, Product.QUERY, adapter));
      NDArray key = heads(product(states, layer, Product.KEY, adapter));
      NDArray value = heads(product(states, layer, Product.VALUE, adapter));
      NDArray seen =
          query
              .matMul(key.transpose(0, 1, 3, 2))
              .mul(Numbers.of(1 / Math.sqrt((double) WIDTH / HEADS), states.getManager()))
              .add(unseen)
              .softmax(-1);
      NDArray attended = seen.matMul(value).transpose(0, 2, 1, 3).reshape(asking.getShape());
      NDArray middle =
          normalized(
              product(attended, layer, Product.ATTENDED, adapter).add(asking),
              layer,
              "attention/output/LayerNorm");
      NDArray wide = Activation.gelu(product(middle, layer, Product.WIDENED, adapter));
      states =
          normalized(
              product(wide, layer, Product.NARROWED, adapter).add(middle),
              layer,
              "output/LayerNorm");
    }
    NDArray top = states.get(":, 0");
    return top.div(top.norm(new int[] {1}, true));
  }

  private NDArray product(NDArray states, int layer, Product product, List<NDArray> adapter) {
    NDArray plain =
        states.matMul(get(layer, product.path())).add(get(layer, product.path() + "/bias"));
    int adapted = Product.ADAPTED.indexOf(product);
    if (adapted < 0) {
      return plain;
    }
    int site = 2 * ((layer - first) * Product.ADAPTED.size() + adapted);
    return plain.add(states.matMul(adapter.get(site)).matMul(adapter.get(site + 1)));
  }

  private NDArray normalized(NDArray states, int layer, String path) {
    return LayerNorm.layerNorm(
            states,
            new Shape(WIDTH),
            get(layer, path + "/weight"),
            get(layer, path + "/bias"),
            EPSILON)
        .singletonOrThrow();
  }

  private static NDArray heads(NDArray states) {
    Shape shape = states.getShape();
    return states.reshape(shape.get(0), shape.get(1), HEADS, WIDTH / HEADS).transpose(0, 2, 1, 3);
  }
}
