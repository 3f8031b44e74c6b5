package dev.stillroom.runtime.encoder;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes the files an {@link Encoder} maps out of those an artifact on the class path ships: done
 * once by the build, since optimizing the network takes longer than loading the result.
 */
public final class Conversion {

  /** Raised when the same published network is converted into another one. */
  private static final String FORM = "8";

  private Conversion() {}

  /** Which vectors a network makes: another form rounds a little otherwise. */
  static String identity(EncoderModel model) {
    return model.digest() + "/" + FORM;
  }

  /** Puts the encoder's files into a directory; nothing happens where they are already there. */
  public static void into(Path directory, EncoderModel model) throws IOException {
    Path network = network(directory, model);
    Path tokenizer = tokenizer(directory, model);
    Path form = directory.resolve(model.file() + ".form");
    if (Files.isRegularFile(network)
        && Files.isRegularFile(tokenizer)
        && Files.isRegularFile(form)
        && Files.readString(form).equals(FORM)) {
      return;
    }
    Files.createDirectories(directory);
    Path published = directory.resolve(model.file() + ".onnx.part");
    Path converted = directory.resolve(model.file() + ".ort.part");
    try {
      copy("/" + model.file() + ".onnx", published);
      byte[] bytes = Files.readAllBytes(published);
      String found = sha256(bytes);
      if (!found.equals(model.digest())) {
        throw new IOException(
            model.file()
                + ".onnx on the class path has the digest "
                + found
                + ", not "
                + model.digest()
                + ": another version of the artifact");
      }
      byte[] lean = LeanNetwork.of(bytes, model);
      convert(TokenOutput.added(AdapterInputs.added(lean, model), model), published, converted);
      copy("/" + model.file() + "-tokenizer.json", tokenizer);
      Files.move(converted, network, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(form, FORM);
    } finally {
      Files.deleteIfExists(published);
      Files.deleteIfExists(converted);
    }
  }

  static Path network(Path directory, EncoderModel model) {
    return directory.resolve(model.file() + ".ort");
  }

  static Path tokenizer(Path directory, EncoderModel model) {
    return directory.resolve(model.file() + "-tokenizer.json");
  }

  private static void convert(byte[] network, Path published, Path converted) throws IOException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
      options.setOptimizedModelFilePath(converted.toString());
      options.addConfigEntry("session.save_model_format", "ORT");
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      environment.createSession(network, options).close();
    } catch (OrtException broken) {
      throw new IOException("the encoder " + published + " cannot be converted: " + broken, broken);
    }
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream in = Conversion.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is not on the class path: add the encoder's artifact");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
