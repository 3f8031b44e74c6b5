package dev.stillroom.host.apply;

import com.sun.jna.Memory;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The bytes of a picture, from and to the disk, in a worker; no link is followed. */
final class PictureFile {

  private PictureFile() {}

  static Memory read(Path file, long maximum) throws JobFailure {
    try (FileChannel in =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      long size = in.size();
      if (size > maximum) {
        throw new JobFailure(
            file.getFileName() + " has " + size + " bytes, more than " + maximum + ": left alone");
      }
      if (size == 0) {
        throw new JobFailure(file.getFileName() + " is empty: left alone");
      }
      Memory memory = new Memory(size);
      ByteBuffer buffer = memory.getByteBuffer(0, size);
      while (buffer.hasRemaining()) {
        if (in.read(buffer) < 0) {
          throw new JobFailure(file.getFileName() + " became shorter while it was read: try again");
        }
      }
      return memory;
    } catch (IOException e) {
      throw new JobFailure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  static void write(Path temporary, ByteBuffer bytes) throws JobFailure {
    boolean made = false;
    try (FileChannel out =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      made = true;
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      if (made) {
        remove(temporary);
      }
      throw new JobFailure("cannot write " + temporary + ": " + e.getMessage(), e);
    }
  }

  /**
   * Has what was written survive a power cut.
   *
   * @return why it does not, or null
   */
  static @Nullable JobFailure sync(Path temporary) {
    try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      out.force(true);
      return null;
    } catch (IOException e) {
      return new JobFailure("cannot write " + temporary + ": " + e.getMessage(), e);
    }
  }

  static void remove(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException stays) {
      // Whoever asked for the conversion removes it too.
    }
  }
}
