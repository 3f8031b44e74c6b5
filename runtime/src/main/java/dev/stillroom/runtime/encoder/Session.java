package dev.stillroom.runtime.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A loaded encoder: the mapped network and its tokenizer. The only user of both libraries. */
final class Session implements AutoCloseable {

  /** The network's last states. */
  private static final String VECTORS = "last_hidden_state";

  /** What is read of a text, in tokens; the network was trained on no more. */
  private static final int MAX_TOKENS = 256;

  private final OrtEnvironment environment;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;
  private final EncoderModel model;

  /** Matrices of rank zero: the network as it was published. */
  private final Map<String, OnnxTensor> plain;

  /** Those of the adapter used last: most often the next text is for the same task. */
  private Adapter adapter;

  private Map<String, OnnxTensor> adapted = Map.of();

  /** The network reads it until the session is closed, past what the collector can see. */
  private final ByteBuffer mapped;

  /** What loading took, in milliseconds: the network alone, then the tokenizer. */
  private final double networkMillis;

  private final double tokenizerMillis;

  Session(Path directory, EncoderModel model) throws IOException, OrtException {
    Path network = Conversion.network(directory, model);
    this.model = model;
    environment = OrtEnvironment.getEnvironment();
    // Its published builds send figures of use home; whoever starts a process says no beforehand.
    environment.setTelemetry(false);
    long began = System.nanoTime();
    try (FileChannel channel = FileChannel.open(network, StandardOpenOption.READ)) {
      mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.addConfigEntry("session.load_model_format", "ORT");
      options.addConfigEntry("session.use_ort_model_bytes_directly", "1");
      options.addConfigEntry("session.use_ort_model_bytes_for_initializers", "1");
      session = environment.createSession(mapped, options);
    }
    long loaded = System.nanoTime();
    networkMillis = (loaded - began) / 1e6;
    tokenizer =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(Conversion.tokenizer(directory, model))
            .optTruncation(true)
            .optMaxLength(MAX_TOKENS)
            .optPadding(false)
            .build();
    tokenizerMillis = (System.nanoTime() - loaded) / 1e6;
    plain = tensors(0, List.of());
  }

  String inWords() {
    return String.format(
        Locale.ROOT, "network in %.0f ms, tokenizer in %.0f ms", networkMillis, tokenizerMillis);
  }

  /** The text's vector, of length 1. */
  float[] embed(String text) throws OrtException {
    return vector(text, plain);
  }

  /** The text's vector under an adapter. Not for two threads with different adapters. */
  float[] embed(String text, Adapter wanted) throws OrtException {
    return vector(text, matrices(wanted));
  }

  private synchronized Map<String, OnnxTensor> matrices(Adapter wanted) throws OrtException {
    if (adapter != wanted) {
      release(adapted);
      adapted = Map.of();
      adapter = null;
      adapted = tensors(wanted.rank(), wanted.buffers());
      adapter = wanted;
    }
    return adapted;
  }

  /** The text's vector, and that of its first word half way up; both of length 1. */
  float[][] both(String text) throws OrtException {
    return both(text, plain);
  }

  /** The same with the text's vector under an adapter; the other lies below all adapters. */
  float[][] both(String text, Adapter wanted) throws OrtException {
    return both(text, matrices(wanted));
  }

  private float[][] both(String text, Map<String, OnnxTensor> matrices) throws OrtException {
    Encoding encoding = tokenizer.encode(text);
    float[][] both = new float[2][];
    run(
        encoding,
        matrices,
        Set.of(VECTORS, TokenOutput.name(model)),
        (result, tokens) -> {
          both[0] = mean(states(result, VECTORS), 0, pooled(tokens));
          // Before it stands the token that stands for the whole.
          both[1] = mean(states(result, TokenOutput.name(model)), 1, Math.min(2, tokens));
          return both;
        });
    return both;
  }

  private float[] vector(String text, Map<String, OnnxTensor> matrices) throws OrtException {
    return run(
        tokenizer.encode(text),
        matrices,
        VECTORS,
        (states, tokens) -> mean(states, 0, pooled(tokens)));
  }

  private int pooled(int tokens) {
    return switch (model.pooling()) {
      case MEAN -> tokens;
      case FIRST -> 1;
    };
  }

  private static FloatBuffer states(OrtSession.Result result, String output) {
    return ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
  }

  /** The states of the text's tokens, as many as are read at once. */
  TokenStates tokens(String text) throws OrtException {
    Encoding encoding = tokenizer.encode(text);
    return run(
        encoding,
        plain,
        TokenOutput.name(model),
        (states, tokens) -> states(text, encoding.getCharTokenSpans(), states));
  }

  /** What enters the first layer that takes an adapter: for each token its numbers. */
  float[] states(String text) throws OrtException {
    return run(
        tokenizer.encode(text),
        plain,
        Adapter.states(model),
        (states, tokens) -> {
          float[] values = new float[states.remaining()];
          states.get(values);
          return values;
        });
  }

  private interface Reading<T> {
    T read(FloatBuffer states, int tokens);
  }

  private interface Results<T> {
    T read(OrtSession.Result result, int tokens);
  }

  private <T> T run(
      Encoding encoding, Map<String, OnnxTensor> matrices, String output, Reading<T> reading)
      throws OrtException {
    return run(
        encoding,
        matrices,
        Set.of(output),
        (result, tokens) -> reading.read(states(result, output), tokens));
  }

  private <T> T run(
      Encoding encoding, Map<String, OnnxTensor> matrices, Set<String> outputs, Results<T> reading)
      throws OrtException {
    long[] shape = {1, encoding.getIds().length};
    Map<String, OnnxTensor> inputs = new HashMap<>(matrices);
    try (OnnxTensor ids = tensor(encoding.getIds(), shape)) {
      inputs.put("input_ids", ids);
      try (OrtSession.Result result = session.run(inputs, outputs)) {
        return reading.read(result, (int) shape[1]);
      }
    }
  }

  /** An adapter's matrices as the session takes them: A and B of each site in turn. */
  private Map<String, OnnxTensor> tensors(int rank, List<FloatBuffer> matrices)
      throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    int next = 0;
    for (Adapter.Site site : Adapter.sites(model)) {
      FloatBuffer down = rank == 0 ? nothing() : matrices.get(next++).duplicate();
      FloatBuffer up = rank == 0 ? nothing() : matrices.get(next++).duplicate();
      tensors.put(
          site.down(),
          OnnxTensor.createTensor(environment, down, new long[] {site.product().in(), rank}));
      tensors.put(
          site.up(),
          OnnxTensor.createTensor(environment, up, new long[] {rank, site.product().out()}));
    }
    return tensors;
  }

  private static FloatBuffer nothing() {
    return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static void release(Map<String, OnnxTensor> tensors) {
    tensors.values().forEach(OnnxTensor::close);
  }

  /** Without the tokens that stand for no part of the text; from code points to characters. */
  private static TokenStates states(String text, CharSpan[] spans, FloatBuffer states) {
    int[] starts = new int[spans.length];
    int[] ends = new int[spans.length];
    float[] values = new float[spans.length * EncoderModel.WIDTH];
    int size = 0;
    int codePoint = 0;
    int at = 0;
    for (int i = 0; i < spans.length; i++) {
      if (spans[i] == null || spans[i].getEnd() <= spans[i].getStart()) {
        continue;
      }
      at = text.offsetByCodePoints(at, spans[i].getStart() - codePoint);
      codePoint = spans[i].getStart();
      starts[size] = at;
      ends[size] = text.offsetByCodePoints(at, spans[i].getEnd() - codePoint);
      states.get(i * EncoderModel.WIDTH, values, size * EncoderModel.WIDTH, EncoderModel.WIDTH);
      size++;
    }
    return new TokenStates(
        Arrays.copyOf(starts, size),
        Arrays.copyOf(ends, size),
        Arrays.copyOf(values, size * EncoderModel.WIDTH));
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private static float[] mean(FloatBuffer tokens, int from, int to) {
    float[] vector = new float[EncoderModel.WIDTH];
    for (int token = from; token < to; token++) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] += tokens.get(token * vector.length + i);
      }
    }
    double square = 0;
    for (float value : vector) {
      square += value * value;
    }
    float scale = (float) (1 / Math.sqrt(Math.max(square, 1e-24)));
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
    return vector;
  }

  @Override
  public void close() throws OrtException {
    release(plain);
    release(adapted);
    session.close();
    tokenizer.close();
    Reference.reachabilityFence(mapped);
  }
}
