package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.apply.Decoders.By;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.watch.PictureFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads which pictures, and what becomes of those that only a browser reads. */
class DecodersTest {

  @TempDir Path directory;

  @Test
  void withoutALibraryJavaAndTheBrowserShareTheTypesAndHeicIsNobodys() {
    Decoders decoders = new Decoders(Optional.empty());
    assertEquals(By.JAVA, decoders.of(PictureFormat.TIFF));
    assertEquals(By.BROWSER, decoders.of(PictureFormat.WEBP));
    assertEquals(By.BROWSER, decoders.of(PictureFormat.AVIF));
    assertEquals(By.NOBODY, decoders.of(PictureFormat.HEIC));
    assertEquals(3, decoders.words().size());
    assertTrue(decoders.words().get(1).startsWith("webp, avif: the browser"));
  }

  @Test
  void aLibraryWithoutTheModernTypesLeavesThemToTheBrowser() throws IOException {
    Path library = Files.writeString(directory.resolve("libvips.so.42"), "libjpeg.so libwebp.so");
    Decoders without = new Decoders(Optional.of(library));
    assertEquals(By.LIBVIPS, without.of(PictureFormat.WEBP));
    assertEquals(By.BROWSER, without.of(PictureFormat.AVIF));
    Path modules = Files.createDirectory(directory.resolve("vips-modules-8.15"));
    Files.createFile(modules.resolve("vips-heif.so"));
    assertEquals(By.LIBVIPS, new Decoders(Optional.of(library)).of(PictureFormat.HEIC));
  }

  /** The smallest file that begins like a WebP with what is said of it. */
  private Path webp(String name, int flags) throws IOException {
    byte[] bytes = new byte[40];
    System.arraycopy("RIFF....WEBPVP8X".getBytes(), 0, bytes, 0, 16);
    bytes[20] = (byte) flags;
    return Files.write(directory.resolve("Downloads").resolve(name), bytes);
  }

  private ActsBench bench(BrowserDecoder browser) throws IOException {
    return new ActsBench(directory, new Decoders(Optional.empty()), browser);
  }

  @Test
  void pixelsOfTheBrowserBecomeTheResultAndWhatWasLostIsSaid() throws Exception {
    List<Path> made = new ArrayList<>();
    BrowserDecoder red =
        (source, format) -> {
          try {
            BufferedImage picture = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(3, 4, 0xFF0000);
            Path png = Files.createTempFile(directory, "decoded", ".png");
            ImageIO.write(picture, "png", png.toFile());
            made.add(png);
            return CompletableFuture.completedFuture(png);
          } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
          }
        };
    try (ActsBench bench = bench(red)) {
      FilesView.DoneAct act = bench.convert(webp("a.webp", 0x08), false);
      assertEquals(FilesView.ActState.DONE, act.state(), act::message);
      assertTrue(act.message().contains("camera data and colour profile"), act::message);
      assertEquals(30, ImageIO.read(Path.of(act.result()).toFile()).getWidth());
      assertTrue(Files.notExists(made.getFirst()), "the pixels are removed");
      FilesView.DoneAct animated = bench.convert(webp("b.webp", 0x02), false);
      assertEquals(FilesView.ActState.FAILED, animated.state());
      assertTrue(animated.message().contains("animated"), animated::message);
      bench.undo(act.id());
      assertEquals(List.of("a.webp", "b.webp"), bench.names());
    }
  }

  @Test
  void whatIsNoPngIsNotBelieved() throws Exception {
    BrowserDecoder lying =
        (source, format) -> {
          try {
            Path text = Files.createTempFile(directory, "decoded", ".png");
            return CompletableFuture.completedFuture(Files.writeString(text, "<svg/>"));
          } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
          }
        };
    try (ActsBench bench = bench(lying)) {
      FilesView.DoneAct act = bench.convert(webp("a.webp", 0), false);
      assertEquals(FilesView.ActState.FAILED, act.state());
      assertTrue(act.message().contains("no PNG"), act::message);
      assertEquals(List.of("a.webp"), bench.names());
    }
  }

  @Test
  void withoutABrowserTheActFailsWithTheReasonAndTouchesNothing() throws Exception {
    try (ActsBench bench = bench(BrowserDecoder.NONE)) {
      FilesView.DoneAct act = bench.convert(webp("a.webp", 0), false);
      assertEquals(FilesView.ActState.FAILED, act.state());
      assertEquals("webp is read by nothing here: left alone", act.message());
      assertEquals(List.of("a.webp"), bench.names());
    }
  }
}
