package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFormatTest {

  @ParameterizedTest
  @CsvSource({
    "a.jpg, jpeg",
    "a.JPEG, jpeg",
    "a.b.webp, webp",
    "photo.PNG, png",
    "x.heif, heic",
    "x.tif, tiff"
  })
  void aNamePromisesAFormat(String name, String format) {
    assertEquals(Optional.of(format), PictureFormat.ofName(name).map(PictureFormat::symbol));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", ".jpg", "a.txt", "jpg", "a."})
  void otherNamesPromiseNone(String name) {
    assertEquals(Optional.empty(), PictureFormat.ofName(name));
  }

  @Test
  void theFirstBytesShowTheFormat() {
    assertEquals("jpeg", shown("\u00ff\u00d8\u00ff\u00e1rest"));
    assertEquals("png", shown("\u0089PNG\r\n\u001a\nrest"));
    assertEquals("webp", shown("RIFF\u0001\u0002\u0003\u0004WEBPVP8X"));
    assertEquals("gif", shown("GIF89a"));
    assertEquals("tiff", shown("II*\0"));
    assertEquals("tiff", shown("MM\0*"));
    assertEquals("bmp", shown("BM" + "x".repeat(30)));
    assertEquals("avif", shown("\0\0\0\u0020ftypavif\0\0\0\0mif1"));
    assertEquals("avif", shown("\0\0\0\u0020ftypmif1\0\0\0\0avif"));
    assertEquals("heic", shown("\0\0\0\u0018ftypheic\0\0\0\0mif1"));
    assertEquals("jxl", shown("\u00ff\nrest"));
    for (String none : new String[] {"", "R", "RIFF1234WAVE", "\u00ff\u00d8", "<html>", "BM"}) {
      assertEquals("none", shown(none), none);
    }
    assertEquals(Optional.empty(), PictureFormat.ofContent(Path.of("/no/such/file.jpg")));
  }

  private static String shown(String bytes) {
    return PictureFormat.sniff(bytes.getBytes(StandardCharsets.ISO_8859_1))
        .map(PictureFormat::symbol)
        .orElse("none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.webp.crdownload",
        "a.part",
        "a.TMP",
        "a.download",
        "a~",
        "~$a.doc",
        ".stillroom-x.jpg",
        ".hidden"
      })
  void temporaryNamesAreKnown(String name) {
    assertTrue(Listing.temporary(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.webp", "part", "download", "a.part.webp", "a~b.jpg"})
  void finalNamesAreNotTakenForTemporaryOnes(String name) {
    assertFalse(Listing.temporary(name));
  }
}
