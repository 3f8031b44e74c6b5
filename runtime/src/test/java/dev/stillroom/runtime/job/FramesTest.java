package dev.stillroom.runtime.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Random random = new Random(1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[][] payloads = new byte[20][];
    for (int i = 0; i < payloads.length; i++) {
      payloads[i] = new byte[random.nextInt(1_000)];
      random.nextBytes(payloads[i]);
      Frames.write(out, payloads[i]);
    }
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    for (byte[] payload : payloads) {
      assertArrayEquals(payload, Frames.read(in, 1_000));
    }
    assertNull(Frames.read(in, 1_000));
  }

  @Test
  void aFrameThatEndsEarlyIsNoCleanEnd() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Frames.write(out, new byte[] {1, 2, 3});
    for (int length = 1; length < 7; length++) {
      ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray(), 0, length);
      assertThrows(EOFException.class, () -> Frames.read(in, 10));
    }
  }

  @Test
  void aLengthOutOfRangeIsRefusedBeforeItIsRead() {
    for (byte[] header : new byte[][] {{11, 0, 0, 0}, {-1, -1, -1, -1}, {0, 0, 0, -128}}) {
      ByteArrayInputStream in = new ByteArrayInputStream(header);
      assertThrows(IOException.class, () -> Frames.read(in, 10));
    }
  }
}
