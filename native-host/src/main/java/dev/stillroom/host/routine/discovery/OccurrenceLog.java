package dev.stillroom.host.routine.discovery;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/** Every occurrence, at about one byte an event: differences in groups of seven bits. */
public final class OccurrenceLog implements Discovery.Sink {

  private final Map<String, Bytes> routines = new HashMap<>();

  private static final class Bytes extends ByteArrayOutputStream {
    private long last;

    void number(long value) {
      long left = value;
      while (left >= 0x80) {
        write((int) (left & 0x7f) | 0x80);
        left >>>= 7;
      }
      write((int) left);
    }

    /** The first events of occurrences may go back a little. */
    void difference(long value) {
      number(value << 1 ^ value >> 63);
    }

    byte at(int index) {
      return buf[index];
    }
  }

  @Override
  public void found(String routine, long... lines) {
    Bytes bytes = routines.computeIfAbsent(routine, _ -> new Bytes());
    bytes.number(lines.length);
    for (long line : lines) {
      bytes.difference(line - bytes.last);
      bytes.last = line;
    }
  }

  /** The occurrences of a routine, each as the rising numbers of its events. */
  public Iterable<long[]> of(String routine) {
    Bytes bytes = routines.getOrDefault(routine, new Bytes());
    return () -> new Reading(bytes);
  }

  private static final class Reading implements Iterator<long[]> {
    private final Bytes bytes;
    private int at;
    private long last;

    Reading(Bytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean hasNext() {
      return at < bytes.size();
    }

    @Override
    public long[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long[] lines = new long[(int) number()];
      for (int i = 0; i < lines.length; i++) {
        long zigzag = number();
        last += zigzag >>> 1 ^ -(zigzag & 1);
        lines[i] = last;
      }
      return lines;
    }

    private long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte one = bytes.at(at++);
        value |= (long) (one & 0x7f) << shift;
        if (one >= 0) {
          return value;
        }
      }
    }
  }
}
