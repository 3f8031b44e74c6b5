package dev.stillroom.runtime.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;

/** A loaded encoder: the mapped network and its tokenizer. The only user of both libraries. */
final class Session implements AutoCloseable {

  /** What is read of a text, in tokens; the network was trained on no more. */
  private static final int MAX_TOKENS = 256;

  private final OrtEnvironment environment;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtSession session;
  private final EncoderModel.Pooling pooling;

  /** The network reads it until the session is closed, past what the collector can see. */
  private final ByteBuffer mapped;

  /** What loading took, in milliseconds: the network alone, then the tokenizer. */
  private final double networkMillis;

  private final double tokenizerMillis;

  Session(Path directory, EncoderModel model) throws IOException, OrtException {
    Path network = Conversion.network(directory, model);
    pooling = model.pooling();
    environment = OrtEnvironment.getEnvironment();
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
  }

  String inWords() {
    return String.format(
        Locale.ROOT, "network in %.0f ms, tokenizer in %.0f ms", networkMillis, tokenizerMillis);
  }

  /** The text's vector, of length 1. */
  float[] embed(String text) throws OrtException {
    Encoding encoding = tokenizer.encode(text);
    long[] shape = {1, encoding.getIds().length};
    try (OnnxTensor ids = tensor(encoding.getIds(), shape);
        OnnxTensor mask = tensor(encoding.getAttentionMask(), shape);
        OnnxTensor types = tensor(encoding.getTypeIds(), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      int tokens =
          switch (pooling) {
            case MEAN -> (int) shape[1];
            case FIRST -> 1;
          };
      return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), tokens);
    }
  }

  private OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private static float[] mean(FloatBuffer tokens, int count) {
    float[] vector = new float[EncoderModel.WIDTH];
    for (int token = 0; token < count; token++) {
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
    session.close();
    tokenizer.close();
    Reference.reachabilityFence(mapped);
  }
}
