package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTextJobTest {

  @TempDir private Path directory;

  private Path pdf(String... lines) throws IOException {
    Path file = directory.resolve("minutes.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(60, 700);
        for (String line : lines) {
          content.showText(line);
          content.newLineAtOffset(0, -15);
        }
        content.endText();
      }
      document.save(file.toFile());
    }
    return file;
  }

  private static String text(Path file) throws JobFailure {
    ObjectNode arguments = new ObjectMapper().createObjectNode().put("file", file.toString());
    return new DocumentTextJob().run(arguments, (fraction, phase) -> {}).path("text").asText();
  }

  @Test
  void linesBecomeRunningTextAndPartedWordsOne() throws Exception {
    Path file = pdf("The council will re-", "new the bridge in", "May. It costs 4 million.");
    assertEquals("The council will renew the bridge in May. It costs 4 million.", text(file));
  }

  @Test
  void aPdfWithoutTextSaysSo() throws Exception {
    Path file = pdf();
    JobFailure failure = assertThrows(JobFailure.class, () -> text(file));
    assertTrue(failure.getMessage().contains("has no text"), failure.getMessage());
  }

  @Test
  void damagedFilesAreOneLine() throws Exception {
    byte[] whole = Files.readAllBytes(pdf("The council will renew the bridge."));
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      byte[] broken = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(600));
      for (int k = 0; k < 60 && broken.length > 0; k++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      Path file = Files.write(directory.resolve("broken.pdf"), broken);
      try {
        text(file);
      } catch (JobFailure failure) {
        assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
      }
    }
    Path gone = directory.resolve("gone.pdf");
    assertThrows(JobFailure.class, () -> text(gone));
  }
}
