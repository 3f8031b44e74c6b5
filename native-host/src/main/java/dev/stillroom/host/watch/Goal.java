package dev.stillroom.host.watch;

import dev.stillroom.host.protocol.Nullable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a picture is converted to, and how large: {@code jpeg}, or {@code jpeg@1600} for at most
 * 1,600 pixels along its longer side. As one word it is a deed's label like any other, so that how
 * large is learned as whether and to what are.
 *
 * @param format what it is to be
 * @param side its longer side at most, in pixels; null: as large as it is
 */
public record Goal(PictureFormat format, @Nullable Integer side) {

  public static final int SMALLEST = 16;
  public static final int LARGEST = 16_384;

  private static final Pattern SIZED = Pattern.compile("([a-zA-Z0-9]+)@([1-9][0-9]{1,4})");

  /** What such a word says; empty where it names no format that is written. */
  public static Optional<Goal> of(String word) {
    Matcher sized = SIZED.matcher(word);
    if (!sized.matches()) {
      return PictureFormat.target(word).map(format -> new Goal(format, null));
    }
    int side = Integer.parseInt(sized.group(2));
    return PictureFormat.target(sized.group(1))
        .filter(format -> side >= SMALLEST && side <= LARGEST)
        .map(format -> new Goal(format, side));
  }

  /** The word without how large. */
  public static String formatOf(String word) {
    int at = word.indexOf('@');
    return at < 0 ? word : word.substring(0, at);
  }

  /** The one word for it. */
  public String word() {
    return side == null ? format.symbol() : format.symbol() + "@" + side;
  }
}
