package dev.stillroom.distiller.teacher;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A stream from a stranger: it ends where it stands still for too long, or gets too large. */
final class Flow extends FilterInputStream {

  private final Duration stillness;
  private long left;

  /**
   * @param stillness how long may pass without a byte
   * @param most how many bytes there may be
   */
  Flow(InputStream in, Duration stillness, long most) {
    super(in);
    this.stillness = stillness;
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left <= 0) {
      throw new IOException("the answer is too long");
    }
    CompletableFuture<Void> late =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, stillness.toMillis(), TimeUnit.MILLISECONDS);
    // Closing it wakes whoever reads.
    late.thenRun(this::shut);
    try {
      int read = in.read(bytes, offset, length);
      left -= Math.max(0, read);
      return read;
    } finally {
      late.cancel(false);
    }
  }

  private void shut() {
    try {
      in.close();
    } catch (IOException closed) {
      // That is what was wanted.
    }
  }
}
