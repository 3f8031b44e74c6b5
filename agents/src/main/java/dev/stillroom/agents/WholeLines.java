package dev.stillroom.agents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Writes line by line, so that those of two writers never run into each other. */
final class WholeLines extends OutputStream {

  private final OutputStream out;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  WholeLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public synchronized void write(int one) throws IOException {
    if (one == '\n') {
      put();
    } else {
      begun.write(one);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    for (int i = from; i < from + length; i++) {
      write(bytes[i]);
    }
  }

  /** Writes a line of another writer's, between those of the first. */
  synchronized void line(String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void put() throws IOException {
    begun.write('\n');
    begun.writeTo(out);
    out.flush();
    begun.reset();
    notifyAll();
  }

  /** Waits until no line is half written. */
  synchronized void awaitQuiet(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    try {
      while (begun.size() > 0 && System.nanoTime() < deadline) {
        wait(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
