package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.protocol.ProtocolJson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {

  @TempDir Path directory;
  private Path folder;
  private Path chart;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void aChart() throws IOException {
    System.setProperty("stillroom.home", directory.resolve("home").toString());
    folder = Files.createDirectory(directory.resolve("pictures"));
    chart = folder.resolve("chart.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", chart.toFile());
  }

  @AfterEach
  void forgetHome() {
    System.clearProperty("stillroom.home");
  }

  private int run(String... arguments) {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Stillroom.run(new Printer(outStream, errStream, false), arguments);
  }

  private List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aPictureIsConvertedBesideTheOriginal() throws IOException {
    assertEquals(0, run("convert", chart.toString(), "--to", "jpeg"), err::toString);
    assertEquals(List.of("chart.jpg", "chart.png"), names(folder));
    assertTrue(out.toString().contains("chart.jpg  40 × 30"), out::toString);
    assertEquals(1, out.toString().lines().count());
  }

  @Test
  void aFolderForTheResultsIsMadeAndNothingInItIsOverwritten() throws IOException {
    Path results = directory.resolve("a/b");
    for (int i = 0; i < 2; i++) {
      assertEquals(
          0, run("convert", chart.toString(), "--to", "webp", "--out", results.toString()));
    }
    assertEquals(List.of("chart (1).webp", "chart.webp"), names(results));
    assertEquals(List.of("chart.png"), names(folder));
  }

  @Test
  void jsonIsOneObjectAndAFailureIsInIt() throws IOException {
    Path page = Files.writeString(folder.resolve("page.webp"), "<html>");
    int status = run("convert", chart.toString(), page.toString(), "--to", "jpeg", "--json");
    assertEquals(1, status);
    assertEquals(1, out.toString().lines().count());
    JsonNode lines = ProtocolJson.MAPPER.readTree(out.toString());
    assertEquals(1, lines.get("failed").asInt());
    assertEquals(40, lines.at("/conversions/0/details/width").asInt());
    assertTrue(lines.at("/conversions/1/error").asText().contains("no picture"));
    assertTrue(err.toString().contains("no picture"), err::toString);
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertEquals(List.of("chart.jpg", "chart.png", "page.webp"), names(folder));
  }

  @Test
  void aFolderIsNoPicture() {
    assertEquals(1, run("convert", "/", folder.toString(), "--to", "jpeg"));
    assertEquals(2, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains("/ is a directory"), err::toString);
  }

  @Test
  void wrongUsageIsSaidInOneLine() {
    assertEquals(2, run("convert", chart.toString(), "--to", "bmp"));
    assertEquals(2, run("convert", chart.toString(), "--to", "jpeg", "--quality", "0"));
    assertEquals(2, run("convert", "--to", "jpeg"));
    assertEquals(2, run("convert", chart.toString()));
    assertEquals(4, err.toString().lines().count(), err::toString);
    assertEquals("", out.toString());
  }
}
