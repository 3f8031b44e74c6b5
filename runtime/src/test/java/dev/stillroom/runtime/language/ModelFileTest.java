package dev.stillroom.runtime.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

  @TempDir private Path home;

  @Test
  void nobodyElseReadsACopyAndItIsGoneAtTheEnd() throws Exception {
    Path file;
    try (ModelFile copy = ModelFile.under(home, ByteBuffer.wrap(new byte[] {1, 2}))) {
      file = copy.path();
      assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(file));
      assertEquals("rwx------", permissions(file.getParent()));
      assertEquals("rw-------", permissions(file));
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void whatADeadProcessLeftIsRemovedAndWhatALivingOneUsesIsNot() throws Exception {
    ModelFile.under(home, ByteBuffer.allocate(1)).close();
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path left = Files.write(home.resolve("language/" + ended.pid() + "-x.gguf"), new byte[1]);
    Path strange = Files.write(home.resolve("language/mine.gguf"), new byte[1]);
    ModelFile used = ModelFile.under(home, ByteBuffer.allocate(1));
    try (ModelFile next = ModelFile.under(home, ByteBuffer.allocate(1))) {
      assertFalse(Files.exists(left));
      assertTrue(Files.exists(strange) && Files.exists(used.path()) && Files.exists(next.path()));
    }
    used.close();
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
