package dev.stillroom.runtime.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import dev.stillroom.runtime.example.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What the file of an input holds: a page, a JSON document or a text, told by its name. Only the
 * person's own command reads files that inputs name; what a page sends must never get here.
 */
public final class InputFile {

  /** Told in one line, for whoever names a file. */
  public static final String BY_NAME =
      ".json is a document; .html, .htm, .xhtml and .xml are pages; .txt, .csv, .tsv, .tab, .md and"
          + " .markdown are texts; any other is a page where it begins with \"<\", else a text";

  /** What a file is. */
  public enum Sort {
    DOCUMENT,
    PAGE,
    TEXT
  }

  private static final List<String> PAGES = List.of(".html", ".htm", ".xhtml", ".xml");
  private static final List<String> TEXTS =
      List.of(".txt", ".csv", ".tsv", ".tab", ".md", ".markdown");

  /** What an input may have instead of a file. */
  private static final List<String> CONTENTS = List.of(InputPage.MEMBER, "html", "json", "text");

  /** Of a file so many bytes tell whether it is a text, and how it begins. */
  private static final int LOOKED_AT = 65_536;

  private InputFile() {}

  /**
   * The input as a model of a kind takes it: what the file holds beside its name, or as it is where
   * the kind does not read files.
   *
   * @throws IOException whose message is one line with the path
   */
  public static Input resolved(Kind kind, Input input, Path directory) throws IOException {
    return switch (kind) {
      case EXTRACT, TRANSFORM, SUMMARIZE -> resolved(input, directory);
      case CLASSIFY -> resolvedIfText(input, directory);
      case FILL -> input;
    };
  }

  /**
   * The input with what its file holds beside it; the same input where it names none.
   *
   * @param directory what a relative path is relative to
   * @throws IOException whose message is one line with the path
   */
  public static Input resolved(Input input, Path directory) throws IOException {
    JsonNode file = input.members().path("file");
    if (!file.isTextual() || CONTENTS.stream().anyMatch(input.members()::hasNonNull)) {
      return input;
    }
    Path path;
    try {
      path = directory.resolve(file.textValue());
    } catch (InvalidPathException wrong) {
      throw new IOException("the \"file\" of an input is no path: " + wrong.getReason(), wrong);
    }
    // A pipe would never end; lines of examples may be somebody else's.
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + " is no regular file; only such are read");
    }
    ObjectNode members = input.members().deepCopy();
    members.setAll(read(path).members());
    return new Input(members);
  }

  /**
   * What a file is, by its name; by its first characters where the name does not tell.
   *
   * @throws IOException whose message is one line with the path
   */
  public static Sort sort(Path path) throws IOException {
    byte[] head = bytes(path, LOOKED_AT);
    return sort(path, Decoding.text(head));
  }

  private static Sort sort(Path path, String content) {
    Sort sort = byName(path);
    return sort != null ? sort : content.stripLeading().startsWith("<") ? Sort.PAGE : Sort.TEXT;
  }

  private static Sort byName(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return Sort.DOCUMENT;
    }
    return PAGES.stream().anyMatch(name::endsWith)
        ? Sort.PAGE
        : TEXTS.stream().anyMatch(name::endsWith) ? Sort.TEXT : null;
  }

  /**
   * The same for those to whom a file's name says something too: where there is no such file, or it
   * holds no text, the input stays as it is.
   */
  static Input resolvedIfText(Input input, Path directory) throws IOException {
    JsonNode file = input.members().path("file");
    if (!file.isTextual()) {
      return input;
    }
    Path path;
    try {
      path = directory.resolve(file.textValue());
    } catch (InvalidPathException wrong) {
      return input;
    }
    return Files.isRegularFile(path) && isText(path) ? resolved(input, directory) : input;
  }

  /** Whether there is no zero among its first bytes, which texts have none of, and little else. */
  private static boolean isText(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(LOOKED_AT);
      for (byte one : head) {
        if (one == 0) {
          return false;
        }
      }
      return Decoding.strange(Decoding.text(head)) == null;
    }
  }

  /** An input of nothing but what the file holds. */
  public static Input read(Path path) throws IOException {
    byte[] bytes = bytes(path, Page.MAX_BYTES + 1);
    if (bytes.length > Page.MAX_BYTES) {
      throw new IOException(path + " has more than " + Page.MAX_BYTES + " bytes");
    }
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    if (byName(path) == Sort.DOCUMENT) {
      try {
        members.set("json", StrictJson.read(bytes));
      } catch (IOException broken) {
        throw new IOException(path + ": " + broken.getMessage(), broken);
      }
    } else {
      String text = Decoding.text(bytes);
      Sort sort = sort(path, text);
      String strange = sort == Sort.TEXT ? Decoding.strange(text) : null;
      if (strange != null) {
        throw new IOException(path + " holds no text: " + strange);
      }
      members.put(sort == Sort.TEXT ? "text" : "html", text);
    }
    return new Input(members);
  }

  private static byte[] bytes(Path path, int most) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a directory; give a file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(most);
    } catch (NoSuchFileException missing) {
      throw new IOException("there is no file " + path, missing);
    }
  }
}
