package dev.stillroom.runtime.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The one ZIP a pack may be: entries stored, in order, with zero times, nothing between them but
 * the alignment of large ones. Any other ZIP is refused, so a pack has one reading and one writing.
 */
final class StoredZip {

  /** From this size in bytes an entry begins at a page, to be mapped. */
  static final int LARGE = 1 << 20;

  static final int PAGE = 4096;
  static final int MAX_ENTRIES = 16;
  static final int MAX_NAME = 64;

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int LOCAL_SIZE = 30;
  private static final int CENTRAL_SIZE = 46;
  private static final int END_SIZE = 22;

  /** So many bytes tell what the first entry is called. */
  static final int BEGINNING = LOCAL_SIZE + MAX_NAME;

  /** An extra field nobody reads, as zipalign writes it: id, length, zeros. */
  private static final int PADDING = 0xd935;

  /** 1980-01-01, the zero of ZIP's calendar. */
  private static final short DATE = 0x21;

  /** Names in UTF-8. */
  private static final short FLAGS = 0x0800;

  private StoredZip() {}

  static void write(Map<String, ByteBuffer> entries, OutputStream out) throws IOException {
    ByteBuffer central = little(entries.size() * (CENTRAL_SIZE + MAX_NAME) + END_SIZE);
    long offset = 0;
    for (Map.Entry<String, ByteBuffer> entry : entries.entrySet()) {
      byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
      ByteBuffer data = entry.getValue().duplicate();
      int size = data.remaining();
      CRC32 crc = new CRC32();
      crc.update(data.duplicate());
      int extra = padding(offset + LOCAL_SIZE + name.length, size);
      ByteBuffer local = little(LOCAL_SIZE + name.length + extra);
      local.putInt(LOCAL);
      common(local, (int) crc.getValue(), size, name.length, extra);
      local.put(name);
      if (extra > 0) {
        local.putShort((short) PADDING).putShort((short) (extra - 4));
      }
      central.putInt(CENTRAL).putShort((short) 20);
      common(central, (int) crc.getValue(), size, name.length, 0);
      central.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      central.putInt((int) offset).put(name);
      out.write(local.array());
      byte[] bytes = new byte[size];
      data.get(bytes);
      out.write(bytes);
      offset += local.capacity() + size;
    }
    int length = central.position();
    central.putInt(END).putShort((short) 0).putShort((short) 0);
    central.putShort((short) entries.size()).putShort((short) entries.size());
    central.putInt(length).putInt((int) offset).putShort((short) 0);
    out.write(central.array(), 0, central.position());
  }

  /** What a local and a central header have in common, from the version to the extra's length. */
  private static void common(ByteBuffer to, int crc, int size, int name, int extra) {
    to.putShort((short) 20).putShort(FLAGS).putShort((short) 0).putShort((short) 0).putShort(DATE);
    to.putInt(crc).putInt(size).putInt(size).putShort((short) name).putShort((short) extra);
  }

  /** The bytes of extra field that bring a large entry's data to a page. */
  private static int padding(long at, int size) {
    if (size < LARGE || at % PAGE == 0) {
      return 0;
    }
    int gap = (int) (PAGE - at % PAGE);
    return gap < 4 ? gap + PAGE : gap;
  }

  /** Whether a file's first bytes are those of a ZIP whose first entry has that name. */
  static boolean beginsWith(String name, byte[] bytes) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return in.limit() >= LOCAL_SIZE + wanted.length
        && in.getInt(0) == LOCAL
        && Short.toUnsignedInt(in.getShort(26)) == wanted.length
        && in.slice(LOCAL_SIZE, wanted.length).equals(ByteBuffer.wrap(wanted));
  }

  /**
   * The entries of a pack as views of {@code file}.
   *
   * @throws Malformed when the file is not exactly what {@link #write} makes of its entries
   */
  static Map<String, ByteBuffer> read(ByteBuffer file) throws Malformed {
    ByteBuffer in = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (in.limit() < END_SIZE) {
      throw new Malformed("it is too short to be a pack: " + in.limit() + " bytes");
    }
    Map<String, ByteBuffer> entries = new LinkedHashMap<>();
    List<Integer> offsets = new ArrayList<>();
    List<Integer> sums = new ArrayList<>();
    int at = 0;
    while (at + 4 <= in.limit() && in.getInt(at) == LOCAL) {
      if (entries.size() == MAX_ENTRIES) {
        throw new Malformed("it has more than " + MAX_ENTRIES + " entries");
      }
      offsets.add(at);
      sums.add(at + LOCAL_SIZE <= in.limit() ? in.getInt(at + 14) : 0);
      at = readEntry(in, at, entries);
    }
    checkEnd(in, at, entries, offsets, sums);
    return entries;
  }

  private static int readEntry(ByteBuffer in, int at, Map<String, ByteBuffer> entries)
      throws Malformed {
    if (at + LOCAL_SIZE > in.limit()) {
      throw new Malformed("it ends inside an entry's header");
    }
    int crc = in.getInt(at + 14);
    int size = in.getInt(at + 18);
    int nameLength = Short.toUnsignedInt(in.getShort(at + 26));
    int extra = Short.toUnsignedInt(in.getShort(at + 28));
    long start = (long) at + LOCAL_SIZE + nameLength + extra;
    if (nameLength == 0 || nameLength > MAX_NAME || size < 0 || start + size > in.limit()) {
      throw new Malformed("it ends inside an entry, or an entry's size is wrong");
    }
    ByteBuffer expected = little(LOCAL_SIZE + nameLength + extra);
    expected.putInt(LOCAL);
    common(expected, crc, size, nameLength, extra);
    expected.put(in.slice(at + LOCAL_SIZE, nameLength));
    if (extra != padding((long) at + LOCAL_SIZE + nameLength, size)) {
      throw new Malformed("an entry is not aligned as a pack's entries are");
    }
    if (extra > 0) {
      expected.putShort((short) PADDING).putShort((short) (extra - 4));
    }
    if (!expected.rewind().equals(in.slice(at, expected.capacity()))) {
      throw new Malformed("an entry is compressed, dated or otherwise not as a pack's entries are");
    }
    byte[] name = new byte[nameLength];
    in.get(at + LOCAL_SIZE, name);
    for (byte c : name) {
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-')) {
        throw new Malformed("an entry's name has characters other than a-z, 0-9, '.' and '-'");
      }
    }
    ByteBuffer data = in.slice((int) start, size).order(ByteOrder.LITTLE_ENDIAN);
    CRC32 sum = new CRC32();
    sum.update(data.duplicate());
    String text = new String(name, StandardCharsets.US_ASCII);
    if ((int) sum.getValue() != crc) {
      throw new Malformed("the entry " + text + " is damaged: its checksum is wrong");
    }
    if (entries.put(text, data) != null) {
      throw new Malformed("the entry " + text + " is there twice");
    }
    return (int) start + size;
  }

  private static void checkEnd(
      ByteBuffer in,
      int at,
      Map<String, ByteBuffer> entries,
      List<Integer> offsets,
      List<Integer> sums)
      throws Malformed {
    ByteBuffer expected = little(entries.size() * (CENTRAL_SIZE + MAX_NAME) + END_SIZE);
    int i = 0;
    for (Map.Entry<String, ByteBuffer> entry : entries.entrySet()) {
      byte[] name = entry.getKey().getBytes(StandardCharsets.US_ASCII);
      expected.putInt(CENTRAL).putShort((short) 20);
      common(expected, sums.get(i), entry.getValue().limit(), name.length, 0);
      expected.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      expected.putInt(offsets.get(i)).put(name);
      i++;
    }
    int length = expected.position();
    expected.putInt(END).putShort((short) 0).putShort((short) 0);
    expected.putShort((short) entries.size()).putShort((short) entries.size());
    expected.putInt(length).putInt(at).putShort((short) 0);
    if (entries.isEmpty() || !expected.flip().equals(in.slice(at, in.limit() - at))) {
      throw new Malformed("its list of entries is damaged, or something follows it");
    }
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
