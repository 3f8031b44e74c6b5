package dev.stillroom.runtime.job;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The framing of native messaging: a length of 32 bits in little-endian order, then that many bytes
 * of UTF-8 JSON. The same on every pipe and socket of the product.
 */
public final class Frames {

  /** What a browser accepts from a host in one frame, in bytes; one more disconnects the host. */
  public static final int MAX_TO_BROWSER = 1_048_576;

  /** What is accepted from a peer in one frame, in bytes. */
  public static final int MAX_FROM_PEER = 64 * 1_048_576;

  private Frames() {}

  /**
   * Reads one frame's payload.
   *
   * @return the payload, or null at a clean end of the stream
   * @throws EOFException when the stream ends inside a frame
   * @throws IOException when the length is negative or above {@code maximum}
   */
  public static byte[] read(InputStream in, int maximum) throws IOException {
    byte[] header = in.readNBytes(4);
    if (header.length == 0) {
      return null;
    }
    if (header.length < 4) {
      throw new EOFException("the stream ended inside a frame's length");
    }
    int length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > maximum) {
      throw new IOException("frame length must be within 0 and " + maximum + ": " + length);
    }
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("the stream ended " + (length - payload.length) + " bytes early");
    }
    return payload;
  }

  /** Writes one frame and flushes it; the caller holds whatever lock keeps frames apart. */
  public static void write(OutputStream out, byte[] payload) throws IOException {
    byte[] frame = new byte[4 + payload.length];
    ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(payload.length).put(payload);
    out.write(frame);
    out.flush();
  }
}
