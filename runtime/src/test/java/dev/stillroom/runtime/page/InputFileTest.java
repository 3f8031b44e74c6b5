package dev.stillroom.runtime.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.example.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputFileTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "a.html, Salt & sugar, html",
    "a.txt, <p>Salt, text",
    "a.csv, Salt, text",
    "a.log, Salt, text",
    "a.md, <p>Salt, text",
    "a.tsv, <b>Salt, text",
    "a.TAB, Salt, text",
    "a.markdown, Salt, text",
    "a.htm, Salt, html",
    "a.xml, Salt, html",
    "a.php, <p>Salt, html",
    "a.php, Salt, text",
    "a.EML, Salt, text",
    "a.eml, '  <p>Salt', html",
    "README, Salt, text",
    "page, '\n<!doctype html>', html",
    ".profile, Salt, text",
    "a.json, '[1]', json",
  })
  void whatAFileIsIsToldByItsNameAndItsBeginning(String name, String content, String member)
      throws IOException {
    Path file = Files.writeString(directory.resolve(name), content);
    assertTrue(InputFile.read(file).members().has(member));
    assertTrue(InputFile.resolved(naming(name), directory).members().has(member));
    assertTrue(
        InputFile.resolved(naming(file.toString()), Path.of("/nowhere")).members().has(member));
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "html", "json", "text"})
  void aFileIsNotReadWhereItsContentIsThere(String member) throws IOException {
    Input input = naming("missing.txt");
    input.members().putObject(member);
    assertSame(input, InputFile.resolved(input, directory));
  }

  @ParameterizedTest
  @ValueSource(strings = {"packed.txt", "packed", "packed.html.gz"})
  void whatIsNoTextIsNotTakenForOne(String name) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      new Random(1).ints(2_000).forEach(i -> write(out, i));
    }
    Files.write(directory.resolve(name), packed.toByteArray());
    refused(name, "holds no text");
    Input classified = naming(name);
    assertSame(classified, InputFile.resolved(Kind.CLASSIFY, classified, directory));
  }

  private static void write(OutputStream out, int number) {
    try {
      out.write(Integer.toString(number).getBytes(US_ASCII));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void onlyARegularFileOfBoundedSizeIsRead() throws Exception {
    Path pipe = directory.resolve("pipe.txt");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Files.createDirectory(directory.resolve("folder"));
    try (RandomAccessFile huge =
        new RandomAccessFile(directory.resolve("huge.txt").toFile(), "rw")) {
      huge.setLength(Page.MAX_BYTES + 1L);
    }
    refused("pipe.txt", "no regular file");
    refused("folder", "no regular file");
    refused("huge.txt", "more than");
    refused("missing.txt", "there is no file");
    refused("a\u0000b", "no path");
  }

  @Test
  void toAClassifierAFileThatIsNoTextOrNotThereIsAName() throws Exception {
    Files.writeString(directory.resolve("a.txt"), "Salt");
    Files.write(directory.resolve("a.png"), new byte[] {'P', 0, 1});
    Path pipe = directory.resolve("pipe.txt");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Input read = InputFile.resolvedIfText(naming("a.txt"), directory);
    assertEquals("Salt", read.members().path("text").asText());
    assertEquals("a.txt", read.members().path("file").asText());
    for (String name : List.of("a.png", "missing.webp", "pipe.txt", "a\u0000b", "")) {
      Input input = naming(name);
      assertSame(input, InputFile.resolvedIfText(input, directory), name);
    }
  }

  private void refused(String name, String why) {
    IOException refused =
        assertTimeoutPreemptively(
            Duration.ofSeconds(5),
            () ->
                assertThrows(IOException.class, () -> InputFile.resolved(naming(name), directory)));
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }

  private static Input naming(String file) {
    return new Input(JsonNodeFactory.instance.objectNode().put("file", file));
  }
}
