package dev.stillroom.runtime.page;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page's bytes as text. Pages often declare an encoding that is not theirs, so bytes that are
 * valid UTF-8 are UTF-8 whatever the page says, and a declared UTF-8 that they are not is not
 * believed.
 */
final class Decoding {

  private static final int HEAD = 4096;
  private static final int TOLD_BY = 65_536;
  private static final Charset WESTERN = Charset.forName("windows-1252");
  private static final Pattern DECLARED =
      Pattern.compile("(?:charset|encoding)\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]{2,40})");

  private Decoding() {}

  static String text(byte[] bytes) {
    int mark = byteOrderMark(bytes);
    Charset charset = charset(bytes);
    return charset.decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark)).toString();
  }

  /** What tells that this is no text, or null where nothing does. */
  static String strange(String text) {
    int head = Math.min(text.length(), TOLD_BY);
    int strange = 0;
    for (int i = 0; i < head; i++) {
      char c = text.charAt(i);
      strange += c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B ? 1 : 0;
    }
    return strange > 20 && strange > head / 50
        ? strange + " of its first " + head + " characters are no text"
        : null;
  }

  static Charset charset(byte[] bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return StandardCharsets.UTF_8;
    }
    if (starts(bytes, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    if (starts(bytes, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    int head = Math.min(bytes.length, HEAD);
    int even = 0;
    int odd = 0;
    for (int i = 0; i + 1 < head; i += 2) {
      even += bytes[i] == 0 ? 1 : 0;
      odd += bytes[i + 1] == 0 ? 1 : 0;
    }
    if (head > 8 && odd > head / 5 && even < odd / 10) {
      return StandardCharsets.UTF_16LE;
    }
    if (head > 8 && even > head / 5 && odd < even / 10) {
      return StandardCharsets.UTF_16BE;
    }
    Charset declared = declared(new String(bytes, 0, head, StandardCharsets.ISO_8859_1));
    if (declared != null && declared.name().startsWith("ISO-2022")) {
      return declared; // seven bits, so it would pass for UTF-8
    }
    if (isUtf8(bytes)) {
      return StandardCharsets.UTF_8;
    }
    return declared == null || declared.name().startsWith("UTF-") ? WESTERN : declared;
  }

  private static Charset declared(String head) {
    Matcher matcher = DECLARED.matcher(head);
    if (!matcher.find()) {
      return null;
    }
    String name = matcher.group(1).toLowerCase(Locale.ROOT);
    if (name.equals("iso-8859-1") || name.equals("latin1") || name.equals("us-ascii")) {
      return WESTERN; // as every browser reads it
    }
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return null;
    }
  }

  /** One damaged character among a hundred right ones does not make a page another encoding. */
  private static boolean isUtf8(byte[] bytes) {
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < bytes.length; i++) {
      int lead = bytes[i] & 0xFF;
      if (lead < 0x80) {
        continue;
      }
      int more = lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : 3;
      boolean valid = lead >= 0xC2 && lead < 0xF5;
      for (int k = 1; valid && k <= more; k++) {
        valid = i + k < bytes.length && (bytes[i + k] & 0xC0) == 0x80;
      }
      if (valid) {
        right++;
        i += more;
      } else {
        wrong++;
      }
    }
    return wrong == 0 || right >= 20 * wrong;
  }

  private static int byteOrderMark(byte[] bytes) {
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return 3;
    }
    return starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF) ? 2 : 0;
  }

  private static boolean starts(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
