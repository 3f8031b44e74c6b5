package dev.stillroom.runtime.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {

  private static final String ENCODER = "an encoder";

  @TempDir Path home;

  @Test
  void anotherProcessFindsWhatOneHasPut() {
    float[] vector = vector(1);
    try (VectorFile one = new VectorFile(home);
        VectorFile other = new VectorFile(home)) {
      assertNull(other.get(ENCODER, "the kettle is broken"));
      one.put(ENCODER, "the kettle is broken", vector);
      assertArrayEquals(vector, other.get(ENCODER, "the kettle is broken"));
      assertNull(other.get(ENCODER, "the kettle is broken "));
      assertNull(other.get("another encoder", "the kettle is broken"));
    }
  }

  @Test
  void whatManyTextsTakeIsBoundedAndMostAreStillKnown() throws IOException {
    try (VectorFile file = new VectorFile(home)) {
      for (int i = 0; i < 3_000; i++) {
        file.put(ENCODER, "text " + i, vector(i));
        file.put(ENCODER, "text " + i, vector(i));
      }
      int known = 0;
      for (int i = 0; i < 3_000; i++) {
        float[] vector = file.get(ENCODER, "text " + i);
        if (vector != null) {
          assertArrayEquals(vector(i), vector);
          known++;
        }
      }
      assertTrue(known > 2_990, "known: " + known);
    }
    assertTrue(Files.size(home.resolve(VectorFile.VECTORS)) <= VectorFile.MOST_BYTES);
    assertTrue(VectorFile.MOST_BYTES < 80_000_000);
  }

  @Test
  void nobodyElseCanReadItAndNoTextCanBeFoundOrGuessedInIt() throws Exception {
    String text = "my secret plan";
    try (VectorFile file = new VectorFile(home)) {
      file.put(ENCODER, text, vector(1));
    }
    for (String name : new String[] {VectorFile.VECTORS, VectorFile.KEY}) {
      Path path = home.resolve(name);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      byte[] bytes = Files.readAllBytes(path);
      assertFalse(holds(bytes, text.getBytes(StandardCharsets.UTF_8)));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes());
      assertFalse(holds(bytes, Arrays.copyOf(digest, 8)), "a digest without the secret");
    }
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.copy(home.resolve(VectorFile.VECTORS), elsewhere.resolve(VectorFile.VECTORS));
    try (VectorFile file = new VectorFile(elsewhere)) {
      assertNull(file.get(ENCODER, text), "another home has another secret");
    }
  }

  @Test
  void droppedVectorsAreGoneAndAnotherProcessBringsNoneBack() throws IOException {
    try (VectorFile one = new VectorFile(home);
        VectorFile other = new VectorFile(home)) {
      one.put(ENCODER, "forget me", vector(1));
      other.put(ENCODER, "forget me too", vector(2));
      one.drop();
      other.put(ENCODER, "written late", vector(3));
      assertEquals(0, files());
      one.put(ENCODER, "something new", vector(4));
      assertNull(one.get(ENCODER, "forget me"));
      assertNull(one.get(ENCODER, "forget me too"));
      assertNull(one.get(ENCODER, "written late"));
      assertArrayEquals(vector(4), one.get(ENCODER, "something new"));
    }
  }

  @Test
  void nothingIsKeptBeyondItsTime() throws IOException {
    try (VectorFile file = new VectorFile(home)) {
      file.dropIfBegunBefore(Instant.now());
      file.put(ENCODER, "old", vector(1));
      Instant begun = Files.getLastModifiedTime(home.resolve(VectorFile.KEY)).toInstant();
      file.dropIfBegunBefore(begun);
      assertArrayEquals(vector(1), file.get(ENCODER, "old"));
      file.dropIfBegunBefore(begun.plusMillis(1));
      assertEquals(0, files());
    }
  }

  @Test
  void aDamagedFileIsAsGoodAsNone() throws IOException {
    Random random = new Random(5);
    Path path = home.resolve(VectorFile.VECTORS);
    try (VectorFile file = new VectorFile(home)) {
      for (int i = 0; i < 50; i++) {
        file.put(ENCODER, "text " + i, vector(i));
      }
    }
    byte[] bytes = Files.readAllBytes(path);
    for (int i = 0; i < bytes.length; i++) {
      // Every other record has a wrong byte somewhere, about.
      if (bytes[i] != 0 && random.nextInt(2_000) == 0) {
        bytes[i] ^= (byte) (1 + random.nextInt(255));
      }
    }
    Files.write(path, Arrays.copyOf(bytes, bytes.length - 1_000_000));
    int known = 0;
    try (VectorFile file = new VectorFile(home)) {
      for (int i = 0; i < 50; i++) {
        float[] vector = file.get(ENCODER, "text " + i);
        assertTrue(vector == null || Arrays.equals(vector(i), vector));
        known += vector == null ? 0 : 1;
      }
    }
    assertTrue(known > 0 && known < 50, "known: " + known);
    Files.write(home.resolve(VectorFile.KEY), new byte[3]);
    try (VectorFile file = new VectorFile(home)) {
      file.put(ENCODER, "a text", vector(1));
      assertArrayEquals(vector(1), file.get(ENCODER, "a text"));
    }
  }

  @Test
  void whereThereIsNoRoomForItItIsDoneWithout() throws IOException {
    Path nowhere = home.resolve("nowhere");
    try (VectorFile file = new VectorFile(nowhere)) {
      file.put(ENCODER, "a text", vector(1));
      assertNull(file.get(ENCODER, "a text"));
      assertFalse(Files.exists(nowhere));
    }
    Files.createDirectory(home.resolve(VectorFile.VECTORS));
    try (VectorFile file = new VectorFile(home)) {
      file.put(ENCODER, "a text", vector(1));
      assertNull(file.get(ENCODER, "a text"));
    }
  }

  private long files() {
    try (Stream<Path> files = Files.list(home)) {
      return files.count();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static boolean holds(byte[] bytes, byte[] part) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    return all.contains(new String(part, StandardCharsets.ISO_8859_1));
  }

  private static float[] vector(int seed) {
    Random random = new Random(seed);
    float[] vector = new float[EncoderModel.WIDTH];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.nextFloat() - 0.5f;
    }
    return vector;
  }
}
