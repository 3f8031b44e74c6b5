package dev.stillroom.e2e.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * transformers.js on ONNX Runtime for Node as a peer: the same network from the same file.
 * Installed by npm, once, into a directory of its own.
 */
final class TransformersJs {

  static final String VERSION = "4.3.1";

  private static final String PACKAGE = "@huggingface/transformers";
  private static final String SCRIPT = "transformers-js.mjs";
  private static final long PATIENCE_SECONDS = 300;
  private static final String NETWORK = "bge-small-en-v1.5-q";

  private final Path directory;

  private TransformersJs(Path directory) {
    this.directory = directory;
  }

  /**
   * Installs what is missing.
   *
   * @throws IOException where it cannot be had: no node, no network
   */
  static TransformersJs in(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path installed = directory.resolve("node_modules/" + PACKAGE + "/package.json");
    if (!Files.exists(installed) || !Files.readString(installed).contains(VERSION)) {
      Files.writeString(directory.resolve("package.json"), "{\"private\": true}\n");
      execute(
          directory, List.of("npm", "install", "--no-audit", "--no-fund", PACKAGE + "@" + VERSION));
    }
    Path model = Files.createDirectories(directory.resolve("models/encoder/onnx")).getParent();
    copy("/" + NETWORK + ".onnx", model.resolve("onnx/model_quantized.onnx"));
    copy("/" + NETWORK + "-tokenizer.json", model.resolve("tokenizer.json"));
    Files.writeString(
        model.resolve("config.json"),
        """
        {"model_type": "bert", "architectures": ["BertModel"], "hidden_size": 384,
         "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 1536,
         "vocab_size": 30522, "max_position_embeddings": 512, "type_vocab_size": 2}
        """);
    Files.writeString(
        model.resolve("tokenizer_config.json"),
        """
        {"tokenizer_class": "BertTokenizer", "do_lower_case": true, "model_max_length": 512}
        """);
    copy(SCRIPT, directory.resolve(SCRIPT));
    return new TransformersJs(directory);
  }

  LineProcess start() throws IOException {
    return new LineProcess(
        new ProcessBuilder("node", directory.resolve(SCRIPT).toString()),
        directory.resolve("errors.txt"));
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream in = TransformersJs.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void execute(Path directory, List<String> command) throws IOException {
    Path log = directory.resolve("npm.log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    // Nothing for graphics cards: that would be fetched from elsewhere.
    builder.environment().put("ONNXRUNTIME_NODE_INSTALL", "skip");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.getFirst() + " did not end, see " + log);
      }
      if (process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + " failed, see " + log);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
