package dev.stillroom.runtime.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** What the file of an input holds: a page, a JSON document or a text, told by its name. */
public final class InputFile {

  private InputFile() {}

  /**
   * The input with what its file holds beside it; the same input where it names none.
   *
   * @param directory what a relative path is relative to
   * @throws IOException whose message is one line with the path
   */
  public static Input resolved(Input input, Path directory) throws IOException {
    JsonNode file = input.members().path("file");
    boolean known =
        input.members().hasNonNull("html")
            || input.members().hasNonNull("json")
            || input.members().hasNonNull("text");
    if (!file.isTextual() || known) {
      return input;
    }
    Path path = directory.resolve(file.textValue());
    ObjectNode members = input.members().deepCopy();
    members.setAll(read(path).members());
    return new Input(members);
  }

  /** An input of nothing but what the file holds. */
  public static Input read(Path path) throws IOException {
    byte[] bytes;
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a directory; give a file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(Page.MAX_BYTES + 1);
    } catch (NoSuchFileException missing) {
      throw new IOException("there is no file " + path, missing);
    }
    if (bytes.length > Page.MAX_BYTES) {
      throw new IOException(path + " has more than " + Page.MAX_BYTES + " bytes");
    }
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      try {
        members.set("json", StrictJson.read(bytes));
      } catch (IOException broken) {
        throw new IOException(path + ": " + broken.getMessage(), broken);
      }
    } else {
      String text = Decoding.text(bytes);
      members.put(name.endsWith(".txt") || name.endsWith(".csv") ? "text" : "html", text);
    }
    return new Input(members);
  }
}
