package dev.stillroom.runtime.encoder;

import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Set;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The vectors of known texts in a file of the person's home, so that the next seed and the next
 * distillation need not compute them again. A text is found by a digest under a secret of this home
 * and is not itself stored; still a vector tells roughly what its text is about, so the files are
 * the person's alone, and forgetting drops them.
 *
 * <p>A table in a file of fixed size: a text's digest names one of its buckets, a full bucket
 * forgets one of its texts. Several processes may use it at once without locks: a record that two
 * of them wrote at the same time has a wrong checksum and is computed again. So is everything where
 * the file cannot be read or written: it saves time and is needed for nothing.
 */
final class VectorFile implements AutoCloseable {

  static final String VECTORS = "vectors.cache";
  static final String KEY = "vectors.key";

  /** Raised when a text's vector becomes another one: another ONNX Runtime, another tokenizer. */
  private static final int VERSION = 2;

  private static final int BUCKETS = 6_144;
  private static final int IN_BUCKET = 8;
  private static final int DIGEST = 16;
  private static final int RECORD = DIGEST + Integer.BYTES + Float.BYTES * EncoderModel.WIDTH;
  private static final int BUCKET = IN_BUCKET * RECORD;

  /** What the file takes at most, in bytes: 49,152 texts. */
  static final long MOST_BYTES = (long) BUCKETS * BUCKET;

  private static final int SECRET = 32;
  private static final String MAC = "HmacSHA256";

  private final Path home;
  private final ByteBuffer bucket = ByteBuffer.allocate(BUCKET).order(ByteOrder.LITTLE_ENDIAN);
  private FileChannel file;
  private Mac mac;
  private boolean off;

  /**
   * @param home where the files are; made at the first use, where the home itself is there
   */
  VectorFile(Path home) {
    this.home = home;
  }

  /**
   * The vector of a text, or null where it is not known.
   *
   * @param encoder what made it
   */
  synchronized float[] get(String encoder, String text) {
    try {
      if (!open()) {
        return null;
      }
      byte[] digest = digest(encoder, text);
      int at = read(digest);
      return at < 0 ? null : vector(at);
    } catch (IOException broken) {
      off = true;
      return null;
    }
  }

  synchronized void put(String encoder, String text, float[] vector) {
    try {
      if (!open()) {
        return;
      }
      byte[] digest = digest(encoder, text);
      int at = read(digest);
      ByteBuffer record = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);
      record.put(digest, 0, DIGEST).putInt(0);
      record.asFloatBuffer().put(vector);
      record.putInt(DIGEST, checksum(record, 0));
      int slot = at >= 0 ? at / RECORD : free(digest);
      write(record.clear(), place(digest) + (long) slot * RECORD);
    } catch (IOException broken) {
      off = true;
    }
  }

  /** Removes the files; what other processes still write goes nowhere. */
  synchronized void drop() throws IOException {
    close();
    Files.deleteIfExists(home.resolve(VECTORS));
    Files.deleteIfExists(home.resolve(KEY));
  }

  /** Removes the files where they were begun before that time. */
  synchronized void dropIfBegunBefore(Instant time) throws IOException {
    Path key = home.resolve(KEY);
    if (Files.exists(key) && Files.getLastModifiedTime(key).toInstant().isBefore(time)) {
      drop();
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException broken) {
      // Nothing rests on what it held.
    } finally {
      file = null;
      mac = null;
      off = false;
    }
  }

  private boolean open() throws IOException {
    if (file != null || off) {
      return !off;
    }
    if (!Files.isDirectory(home)) {
      off = true;
      return false;
    }
    try {
      mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret(), MAC));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + MAC, impossible);
    }
    file =
        FileChannel.open(
            home.resolve(VECTORS),
            Set.of(
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                LinkOption.NOFOLLOW_LINKS),
            OwnFile.fileAlone(home));
    return true;
  }

  private byte[] secret() throws IOException {
    Path key = home.resolve(KEY);
    if (!Files.exists(key) || Files.size(key) != SECRET) {
      Files.deleteIfExists(key);
      byte[] fresh = new byte[SECRET];
      new SecureRandom().nextBytes(fresh);
      Path beside = Files.createTempFile(home, KEY, ".part", OwnFile.fileAlone(home));
      try {
        Files.write(beside, fresh);
        // Unlike a move, a link never takes the place of what another process has just made.
        Files.createLink(key, beside);
      } catch (FileAlreadyExistsException another) {
        // Theirs is as good.
      } catch (UnsupportedOperationException | FileSystemException noLinks) {
        // A memory stick says the one, a file system of Java's own the other.
        Files.move(beside, key);
      } finally {
        Files.deleteIfExists(beside);
      }
    }
    return Files.readAllBytes(key);
  }

  private byte[] digest(String encoder, String text) {
    mac.update((VERSION + "\n" + encoder + "\n").getBytes(StandardCharsets.UTF_8));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Where a digest's bucket begins; by bytes that the record does not hold. */
  private static long place(byte[] digest) {
    int hash = ByteBuffer.wrap(digest).getInt(DIGEST);
    return (long) Integer.remainderUnsigned(hash, BUCKETS) * BUCKET;
  }

  /** Reads a digest's bucket; where in it the record begins, or -1. */
  private int read(byte[] digest) throws IOException {
    bucket.clear();
    long from = place(digest);
    while (bucket.hasRemaining() && file.read(bucket, from + bucket.position()) > 0) {
      // A bucket is read in one go, almost always.
    }
    // The file's end: what was never written.
    while (bucket.hasRemaining()) {
      bucket.put((byte) 0);
    }
    ByteBuffer wanted = ByteBuffer.wrap(digest, 0, DIGEST);
    for (int at = 0; at < BUCKET; at += RECORD) {
      if (bucket.slice(at, DIGEST).equals(wanted)
          && bucket.getInt(at + DIGEST) == checksum(bucket, at)) {
        return at;
      }
    }
    return -1;
  }

  private float[] vector(int at) {
    float[] vector = new float[EncoderModel.WIDTH];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = bucket.getFloat(at + DIGEST + Integer.BYTES + Float.BYTES * i);
      if (!Float.isFinite(vector[i])) {
        return null;
      }
    }
    return vector;
  }

  /** The first free slot of the bucket that was read; where there is none, one by the digest. */
  private int free(byte[] digest) {
    for (int slot = 0; slot < IN_BUCKET; slot++) {
      if (bucket.getLong(slot * RECORD) == 0) {
        return slot;
      }
    }
    return Math.floorMod(digest[DIGEST + Integer.BYTES], IN_BUCKET);
  }

  private static int checksum(ByteBuffer from, int at) {
    CRC32 crc = new CRC32();
    crc.update(from.slice(at, DIGEST));
    crc.update(from.slice(at + DIGEST + Integer.BYTES, RECORD - DIGEST - Integer.BYTES));
    return (int) crc.getValue();
  }

  private void write(ByteBuffer record, long at) throws IOException {
    while (record.hasRemaining()) {
      file.write(record, at + record.position());
    }
  }
}
