package dev.stillroom.host.apply;

import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a tar archive, which knows whether the archive ends as one does: with two records of
 * zeros, and nothing but zeros after them. Without them it was cut, or more of it follows that no
 * reader would show.
 */
final class TarEnd extends InputStream {

  private static final int RECORD = 512;

  private final InputStream in;
  private long read;

  /** Bytes up to the last one that is not zero. */
  private long filled;

  TarEnd(InputStream in) {
    this.in = in;
  }

  /** Where the next header, or the end, begins when an entry's content was read. */
  long nextRecord() {
    return (read + RECORD - 1) / RECORD * RECORD;
  }

  /**
   * Reads what is left of it.
   *
   * @param end where the end has to begin
   * @param most bytes of zeros that are read
   */
  void check(long end, long most) throws IOException, JobFailure {
    byte[] buffer = new byte[1 << 16];
    while (filled <= end && read - end <= most && read(buffer, 0, buffer.length) >= 0) {
      // Looked at as it passes.
    }
    if (read - end < 2 * RECORD) {
      throw new JobFailure("its end is missing");
    }
    if (filled > end || read - end > most) {
      throw new JobFailure("more is in it behind its end");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = in.read(bytes, offset, length);
    for (int i = n - 1; i >= 0; i--) {
      if (bytes[offset + i] != 0) {
        filled = read + i + 1;
        break;
      }
    }
    read += Math.max(n, 0);
    return n;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
