package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.host.journal.Download;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {

  @TempDir Path directory;

  @Test
  void aFileThatSaysNothingHasNone() throws IOException {
    Provenance none = Provenance.of(Files.writeString(directory.resolve("a.webp"), "x"));
    assertNull(none.origin());
    assertNull(none.referrer());
    assertNull(Provenance.of(directory.resolve("missing")).origin());
  }

  @Test
  void aFilesOwnWordFillsInWhereTheBrowserIsSilent() throws IOException {
    try (Desk desk = new Desk(directory)) {
      Path file = desk.write("a.webp");
      say(file, "user.xdg.origin.url", "https://cdn.example/a.webp");
      say(file, "user.xdg.referrer.url", "https://page.example/pictures");
      assertEquals("https://cdn.example/a.webp", Provenance.of(file).origin());
      Download silent = desk.arrived("a.webp", null);
      assertEquals("page.example", silent.input().path("host").asText());
      assertEquals("cdn.localhost", silent.input().path("contentHost").asText());
      Path other = desk.write("b.webp");
      say(other, "user.xdg.referrer.url", "https://page.example/pictures");
      Download told = desk.arrived("b.webp", "https://shop.localhost/");
      assertEquals("shop.localhost", told.input().path("host").asText());
    }
  }

  @Test
  void aFileThatSaysItWasDownloadedIsNoConversion() throws IOException {
    try (Desk desk = new Desk(directory)) {
      desk.download("a.webp");
      desk.settle();
      say(desk.write("a.jpg"), "user.xdg.origin.url", "https://cdn.example/a.jpg");
      desk.settle();
      assertEquals(List.of(), desk.told);
    }
  }

  /** Not every file system keeps such attributes; there the test has nothing to say. */
  private static void say(Path file, String name, String value) {
    boolean kept;
    try {
      Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
          .write(
              name.substring("user.".length()),
              ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
      kept = true;
    } catch (IOException | UnsupportedOperationException e) {
      kept = false;
    }
    assumeTrue(kept, "no extended attributes here");
  }
}
