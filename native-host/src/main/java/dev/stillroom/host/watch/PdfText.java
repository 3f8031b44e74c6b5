package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** The running text of a PDF: lines put together to paragraphs, words that were parted joined. */
final class PdfText {

  /** Larger files are not opened, in bytes. */
  private static final long LARGEST = 256L << 20;

  /** Characters that are read: some 300,000 words. */
  private static final int MOST = 2_000_000;

  private static final Pattern PARTED =
      Pattern.compile("(?<=\\p{Ll})[-\u00ad\u2010]\\n(?=\\p{Ll})");
  private static final Pattern LINE = Pattern.compile("(?<!\\n)\\n(?!\\n)");
  private static final Pattern ENOUGH_LINES = Pattern.compile("\\n{3,}");

  private PdfText() {}

  static String of(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("it is larger than " + (LARGEST >> 20) + " MB");
    }
    try (RandomAccessReadBufferedFile in = new RandomAccessReadBufferedFile(file.toFile());
        PDDocument document = Loader.loadPDF(in, IOUtils.createTempFileOnlyStreamCache())) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setLineSeparator("\n");
      stripper.setParagraphEnd("\n\n");
      stripper.setPageEnd("\n");
      BoundedText text = new BoundedText(MOST);
      try {
        stripper.writeText(document, text);
      } catch (BoundedText.Enough enough) {
        // A book: what follows is not read.
      }
      String parted = PARTED.matcher(text.toString().replace("\r", "")).replaceAll("");
      return ENOUGH_LINES.matcher(LINE.matcher(parted).replaceAll(" ")).replaceAll("\n\n").strip();
    }
  }
}
