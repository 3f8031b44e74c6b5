package dev.stillroom.host.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file is converted from and to, as words: pictures by the names of their formats, other
 * files by their extensions.
 */
public final class FileFormat {

  /** What office programs and text editors keep, and a PDF is made of. */
  public static final List<String> DOCUMENTS =
      List.of(
          "doc", "docx", "odt", "rtf", "ppt", "pptx", "odp", "xls", "xlsx", "ods", "odg", "epub",
          "html", "htm", "md", "tex", "txt", "csv");

  public static final String PDF = "pdf";

  private static final Pattern WORD = Pattern.compile("[a-z0-9]{1,8}");

  private FileFormat() {}

  /** Whether it is a plain word that may be an extension. */
  public static boolean isWord(String format) {
    return WORD.matcher(format).matches();
  }

  /** The extension of a name, in small letters; empty where it has none. */
  public static Optional<String> extension(String name) {
    int dot = name.lastIndexOf('.');
    return Optional.of(dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT))
        .filter(FileFormat::isWord);
  }

  /** What a file of this name would be called as a result: {@code jpeg} of a.JPG. */
  public static Optional<String> symbol(String name) {
    Optional<String> picture = PictureFormat.ofName(name).map(PictureFormat::symbol);
    return picture.isPresent() ? picture : extension(name);
  }

  /** The same path with the extension of another format; of an archive the folder beside it. */
  public static Path rename(Path source, String to) {
    Optional<Goal> picture = Goal.of(to);
    if (picture.isPresent()) {
      return picture.get().format().rename(source);
    }
    if (to.equals(Archives.UNPACKED)) {
      return Archives.folder(source);
    }
    String name = source.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return source.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "." + to);
  }

  /** Whether a new file of that name may be a conversion of one that is beside it. */
  static boolean mayBeMade(String result) {
    return PictureFormat.ofName(result).isPresent()
        || extension(result).filter(PDF::equals).isPresent();
  }

  /** Whether a file begins as those of a format do that {@link #mayBeMade}. */
  static boolean holds(Path file, String format) {
    if (!format.equals(PDF)) {
      return PictureFormat.ofContent(file).filter(is -> is.symbol().equals(format)).isPresent();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(5), StandardCharsets.US_ASCII).equals("%PDF-");
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * Whether a new file beside one of that name looks like made of it: another format of a picture,
   * or the PDF of a document.
   */
  static boolean madeOf(String result, String source) {
    Optional<PictureFormat> format = PictureFormat.ofName(result);
    if (format.isPresent()) {
      return PictureFormat.ofName(source).filter(from -> from != format.get()).isPresent();
    }
    return extension(result).filter(PDF::equals).isPresent()
        && extension(source).filter(DOCUMENTS::contains).isPresent();
  }
}
