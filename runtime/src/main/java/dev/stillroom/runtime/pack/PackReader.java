package dev.stillroom.runtime.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.StrictJson;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Program;
import dev.stillroom.runtime.student.ProgramRefused;
import dev.stillroom.runtime.student.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a pack as if an enemy had written it: sizes, names, digests, value ranges and the closed
 * vocabulary are held before anything is used. Small files are copied, large ones mapped.
 */
public final class PackReader {

  /** The largest pack that is read, in bytes. */
  public static final int MAX_PACK = 256 * 1024 * 1024;

  private static final int MAX_PROGRAM = 4 * 1024 * 1024;
  private static final int MAX_CARD = 1024 * 1024;

  private PackReader() {}

  /** Whether a file begins as packs of any version do; whether it is whole is not asked. */
  public static boolean beginsAsOne(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return StoredZip.beginsWith(Manifest.NAME, in.readNBytes(StoredZip.BEGINNING));
    }
  }

  /** Reads a pack that is the only one of this process. */
  public static Pack read(Path path) throws PackRefused {
    return read(path, Encoders.installed());
  }

  /** Reads a pack whose student shares these encoders with others. */
  public static Pack read(Path path, Encoders encoders) throws PackRefused {
    String name = path.getFileName().toString();
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > MAX_PACK) {
        throw new PackRefused(name, "it has " + size + " bytes; at most " + MAX_PACK);
      }
      ByteBuffer file;
      if (size >= StoredZip.LARGE) {
        file = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      } else {
        file = ByteBuffer.allocate((int) size);
        while (file.hasRemaining() && channel.read(file) >= 0) {
          // A file is read in one go, almost always.
        }
        file.flip();
      }
      return read(name, file, encoders);
    } catch (NoSuchFileException missing) {
      throw new PackRefused(name, "there is no such file: " + path);
    } catch (IOException broken) {
      throw new PackRefused(name, "it cannot be read: " + broken);
    }
  }

  /** Reads a pack from memory; {@code name} is what a refusal calls it. */
  public static Pack read(String name, ByteBuffer file) throws PackRefused {
    return read(name, file, Encoders.installed());
  }

  static Pack read(String name, ByteBuffer all, Encoders encoders) throws PackRefused {
    try {
      Map<String, ByteBuffer> zip = StoredZip.read(all);
      Manifest manifest = Manifest.read(zip);
      JsonNode program = json(zip, Manifest.PROGRAM, MAX_PROGRAM);
      ByteBuffer weights = zip.get(Manifest.WEIGHTS);
      Map<String, Tensor> tensors =
          new LinkedHashMap<>(weights == null ? Map.of() : Safetensors.read(weights));
      ByteBuffer file = zip.get(Manifest.MODEL);
      if (file != null) {
        tensors.put(Manifest.MODEL, Tensor.of(file, 1, file.remaining()));
      }
      JsonNode card = json(zip, Manifest.CARD, MAX_CARD);
      if (!(card instanceof ObjectNode object)) {
        throw new Malformed(Manifest.CARD + " is no object");
      }
      return new Pack(
          manifest.modelDigest(),
          Architecture.read(new Program(program, tensors), encoders),
          object,
          all.limit());
    } catch (Malformed | ProgramRefused refused) {
      throw new PackRefused(name, refused.getMessage());
    }
  }

  private static JsonNode json(Map<String, ByteBuffer> zip, String name, int maximum)
      throws Malformed {
    ByteBuffer data = zip.get(name);
    if (data == null) {
      throw new Malformed("it has no " + name);
    }
    if (data.limit() > maximum) {
      throw new Malformed(name + " is larger than " + maximum + " bytes");
    }
    byte[] text = new byte[data.limit()];
    data.get(0, text);
    try {
      return StrictJson.read(text);
    } catch (IOException broken) {
      throw new Malformed(name + ": " + broken.getMessage());
    }
  }
}
