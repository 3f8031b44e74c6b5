package dev.stillroom.host.engine;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages bytes the way broken peers and disks do: flips, cuts, copies, repeats, insertions. */
public final class Mutation {

  private static final byte[][] TOKENS = {
    "null".getBytes(),
    "-1".getBytes(),
    "99999999999999999999".getBytes(),
    "1e999".getBytes(),
    "[[[[[[[[".getBytes(),
    "{}".getBytes(),
    "\"type\":\"convert\",".getBytes(),
    new byte[] {(byte) 0xff, (byte) 0xfe},
    new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    new byte[] {0}
  };

  private final RandomGenerator random;

  public Mutation(RandomGenerator random) {
    this.random = random;
  }

  /** A damaged copy. */
  public byte[] of(byte[] original) {
    byte[] bytes = original.clone();
    for (int n = random.nextInt(1, 5); n > 0 && bytes.length > 0; n--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(5)) {
      case 0 -> {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      case 1 -> Arrays.copyOf(bytes, at);
      case 2 -> insert(bytes, at, TOKENS[random.nextInt(TOKENS.length)]);
      case 3 -> insert(bytes, at, Arrays.copyOfRange(bytes, at / 2, at));
      default -> {
        bytes[at] = (byte) random.nextInt(256);
        yield bytes;
      }
    };
  }

  private static byte[] insert(byte[] bytes, int at, byte[] piece) {
    byte[] result = Arrays.copyOf(bytes, bytes.length + piece.length);
    System.arraycopy(piece, 0, result, at, piece.length);
    System.arraycopy(bytes, at, result, at + piece.length, bytes.length - at);
    return result;
  }
}
