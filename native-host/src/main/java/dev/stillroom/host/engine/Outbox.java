package dev.stillroom.host.engine;

import java.util.ArrayDeque;

/**
 * What waits to be written to one client, bounded in bytes: a client that does not read is dropped,
 * nobody waits for it.
 */
final class Outbox {

  /** Sixteen replies of the largest size. */
  static final long MAX_BYTES = 16L * 1_048_576;

  private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  /** Takes a frame, or says that there is no room. */
  synchronized boolean offer(byte[] frame) {
    if (closed) {
      return true;
    }
    if (bytes + frame.length > MAX_BYTES) {
      return false;
    }
    frames.add(frame);
    bytes += frame.length;
    notifyAll();
    return true;
  }

  /** Waits for the next frame; null once the box is closed and empty. */
  synchronized byte[] take() throws InterruptedException {
    while (frames.isEmpty()) {
      if (closed) {
        return null;
      }
      wait();
    }
    byte[] frame = frames.poll();
    bytes -= frame.length;
    return frame;
  }

  /** What is in it is still taken out. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
