package dev.stillroom.runtime.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Model;
import dev.stillroom.runtime.student.Program;
import dev.stillroom.runtime.student.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a pack: the same model and card give the same bytes. */
public final class PackWriter {

  private PackWriter() {}

  /**
   * Writes a pack whole or not at all: beside its place first, synced, then moved there.
   *
   * @return the model digest
   */
  public static String write(Path path, Model model, ObjectNode card) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path beside = Files.createTempFile(parent, path.getFileName().toString(), ".part");
    try {
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(model, card));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    return digest(model);
  }

  /** The pack's bytes. */
  public static byte[] bytes(Model model, ObjectNode card) {
    Map<String, ByteBuffer> entries = entries(model);
    entries.put(Manifest.CARD, utf8(card.toString()));
    Map<String, ByteBuffer> zip = new LinkedHashMap<>();
    zip.put(Manifest.NAME, ByteBuffer.wrap(Manifest.of(entries).bytes()));
    zip.putAll(entries);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      StoredZip.write(zip, out);
    } catch (IOException impossible) {
      throw new IllegalStateException("writing to memory does not fail", impossible);
    }
    return out.toByteArray();
  }

  /** The digest a model's pack has, whatever its card. */
  public static String digest(Model model) {
    return Manifest.of(entries(model)).modelDigest();
  }

  private static Map<String, ByteBuffer> entries(Model model) {
    Program program = model.program();
    Map<String, ByteBuffer> entries = new LinkedHashMap<>();
    entries.put(Manifest.PROGRAM, utf8(program.json().toString()));
    Map<String, Tensor> tensors = new LinkedHashMap<>(program.tensors());
    Tensor file = tensors.remove(Manifest.MODEL);
    if (!tensors.isEmpty()) {
      entries.put(Manifest.WEIGHTS, Safetensors.write(tensors));
    }
    if (file != null) {
      entries.put(Manifest.MODEL, file.data().duplicate());
    }
    return entries;
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
