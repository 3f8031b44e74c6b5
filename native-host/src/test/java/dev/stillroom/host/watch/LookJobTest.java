package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look into a file tells, and that a broken file ends nothing. */
class LookJobTest {

  @TempDir Path directory;

  @Test
  void theFirstPageOfAPdfTellsItsWords() throws IOException {
    Path file = pdf("document.pdf", "Rechnung Nr. 4711", "Gesamtbetrag");
    JsonNode look = LookJob.look(file);
    assertEquals("application/pdf", look.path("type").asText());
    assertEquals("Rechnung Nr", look.path("words").asText());
  }

  @Test
  void whatMayBeASecretIsNoWord() throws IOException {
    Path file = pdf("letter.pdf", "Your password is hG7kQz2p or aBcDeF and PIN 4711", "x");
    assertEquals("Your password is or and PIN", LookJob.look(file).path("words").asText());
    Path codes = Files.writeString(directory.resolve("codes.txt"), "alpha bravo charlie");
    assertTrue(LookJob.look(codes).path("words").isNull());
  }

  @Test
  void officeFilesTellTheirFirstWords() throws IOException {
    Path word = office("letter.docx", "word/document.xml", "<w><p>Dear</p><p>parents</p></w>");
    assertTrue(LookJob.look(word).path("words").asText().startsWith("Dear parents"));
    assertEquals(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        LookJob.look(word).path("type").asText());
    Path open = office("table.odt", "content.xml", "<o>Budget</o>");
    assertEquals("Budget", LookJob.look(open).path("words").asText());
  }

  @Test
  void theTypeIsThatOfTheContentWhateverTheNameSays() throws IOException {
    Path picture = directory.resolve("invoice.pdf");
    ImageIO.write(
        new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    JsonNode look = LookJob.look(picture);
    assertEquals("image/png", look.path("type").asText());
    assertEquals("middle wide 1920x1080", look.path("picture").asText());
  }

  @Test
  void nothingThatADocumentPointsToIsRead() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.txt"), "hidden");
    String xml =
        "<!DOCTYPE w [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><w>plain &x; rest</w>";
    Path word = office("hostile.docx", "word/document.xml", xml);
    assertTrue(!LookJob.look(word).toString().contains("hidden"));
  }

  @Test
  void aBombIsUnpackedNoFurtherThanIsRead() throws IOException {
    Path bomb = directory.resolve("bomb.docx");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      byte[] block = new byte[1 << 20];
      zip.write("<w>".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 200; i++) {
        zip.write(block);
      }
    }
    assertTrue(LookJob.look(bomb).path("words").asText().length() <= DocumentWords.MOST);
  }

  @Test
  void brokenFilesTellNothingAndEndNothing() throws IOException {
    byte[] whole = Files.readAllBytes(pdf("whole.pdf", "some words", "and more"));
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      byte[] broken = whole.clone();
      for (int k = 0; k < 1 + i; k++) {
        broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(directory.resolve("broken.pdf"), broken);
      assertTrue(LookJob.look(file).path("words").asText("").length() <= DocumentWords.MOST);
    }
    Path cut = Files.write(directory.resolve("cut.pdf"), java.util.Arrays.copyOf(whole, 300));
    LookJob.look(cut);
    Path link = Files.createSymbolicLink(directory.resolve("link.pdf"), cut);
    assertEquals(0, LookJob.look(link).size());
    assertEquals(0, LookJob.look(directory.resolve("gone.pdf")).size());
  }

  private Path pdf(String name, String first, String second) throws IOException {
    Path file = directory.resolve(name);
    try (PDDocument document = new PDDocument()) {
      for (String words : new String[] {first, second}) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
          content.newLineAtOffset(50, 700);
          content.showText(words);
          content.endText();
        }
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        document.save(out);
      }
    }
    return file;
  }

  private Path office(String name, String part, String xml) throws IOException {
    Path file = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(part));
      zip.write(xml.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
