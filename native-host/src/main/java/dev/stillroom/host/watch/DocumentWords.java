package dev.stillroom.host.watch;

import dev.stillroom.host.protocol.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * The words that a document begins with: a PDF's first page, an office file's first sheet, slide or
 * page. Plain texts are not read: keys and recovery codes come as such. Bounded in what is read,
 * unpacked and kept; nothing in a document is run, and nothing it points to is fetched.
 */
final class DocumentWords {

  /** So many characters are kept. */
  static final int MOST = 300;

  /** Larger files are not opened, in bytes. */
  private static final long LARGEST = 64L << 20;

  /** So much of an office file's part is unpacked, in bytes. */
  private static final int UNPACKED = 512 * 1024;

  /** Where the words of office files stand, by the beginning of their types. */
  private static final List<String> PARTS =
      List.of(
          "word/document.xml",
          "ppt/slides/slide1.xml",
          "xl/sharedStrings.xml",
          "content.xml" /* OpenDocument */);

  private static final Pattern WORD =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_@])(?:\\p{Lu}?\\p{Ll}{1,23}|\\p{Lu}{2,24}|\\p{Lo}{1,24})"
              + "(?![\\p{L}\\p{N}_@])");

  private DocumentWords() {}

  /** Null of what is no document, has no words, or cannot be read. */
  static @Nullable String of(Path file, String type) throws IOException {
    if (Files.size(file) > LARGEST) {
      return null;
    }
    String text =
        type.equals("application/pdf")
            ? ofPdf(file)
            : type.startsWith("application/vnd.o") ? ofOffice(file) : "";
    String words = plain(text);
    return words.isEmpty() ? null : words;
  }

  /**
   * Only what looks like a word of a language: a number, a code or a password tells nothing of
   * where a document belongs, and is not kept.
   */
  private static String plain(@Nullable String text) {
    StringBuilder words = new StringBuilder();
    Matcher word = WORD.matcher(text == null ? "" : text);
    while (word.find() && words.length() < MOST) {
      words.append(words.isEmpty() ? "" : " ").append(word.group());
    }
    return words.length() <= MOST ? words.toString() : words.substring(0, MOST);
  }

  private static String ofPdf(Path file) throws IOException {
    try (RandomAccessReadBufferedFile in = new RandomAccessReadBufferedFile(file.toFile());
        PDDocument document = Loader.loadPDF(in, IOUtils.createTempFileOnlyStreamCache())) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setStartPage(1);
      stripper.setEndPage(1);
      BoundedText words = new BoundedText(4 * MOST);
      try {
        stripper.writeText(document, words);
      } catch (BoundedText.Enough enough) {
        // A page can hold more than anybody reads.
      }
      return words.toString();
    }
  }

  private static @Nullable String ofOffice(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (String name : PARTS) {
        ZipEntry part = zip.getEntry(name);
        if (part != null) {
          try (InputStream in = zip.getInputStream(part)) {
            return characters(in);
          }
        }
      }
    }
    return null;
  }

  private static String characters(InputStream in) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    StringBuilder words = new StringBuilder();
    byte[] bytes = in.readNBytes(UNPACKED);
    try {
      XMLStreamReader reader =
          factory.createXMLStreamReader(new java.io.ByteArrayInputStream(bytes), "UTF-8");
      while (reader.hasNext() && words.length() < MOST) {
        int event = reader.next();
        if (event == XMLStreamConstants.CHARACTERS) {
          words.append(reader.getText());
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          words.append(' ');
        }
      }
    } catch (XMLStreamException broken) {
      // Cut off in the middle, or not well-formed: what was read until there.
    }
    return words.toString();
  }
}
