package dev.stillroom.host.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/**
 * Where a file itself says it came from: the extended attributes {@code user.xdg.origin.url} and
 * {@code user.xdg.referrer.url} that some programs write. Anyone can write them, so they are used
 * as features where the browser says nothing, never to allow anything.
 *
 * @param origin the content's URL, or null
 * @param referrer the page's URL, or null
 */
public record Provenance(String origin, String referrer) {

  static final Provenance NONE = new Provenance(null, null);
  private static final int LONGEST = 8_192;

  /** What the file says; nothing where it, its file system or the system says nothing. */
  public static Provenance of(Path file) {
    try {
      UserDefinedFileAttributeView view =
          Files.getFileAttributeView(
              file, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      if (view == null) {
        return NONE;
      }
      return new Provenance(read(view, "xdg.origin.url"), read(view, "xdg.referrer.url"));
    } catch (IOException | UnsupportedOperationException none) {
      return NONE;
    }
  }

  private static String read(UserDefinedFileAttributeView view, String name) throws IOException {
    if (!view.list().contains(name)) {
      return null;
    }
    int size = view.size(name);
    if (size == 0 || size > LONGEST) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(size);
    view.read(name, bytes);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }
}
