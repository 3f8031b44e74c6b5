package dev.stillroom.host.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that a command makes where there is none. It is made under its own name at once: that
 * needs neither a second name beside it, which may be the name of something of the person's, nor
 * links, which a memory stick does not have.
 */
final class NewFile {

  private NewFile() {}

  /**
   * @throws CommandFailure when there is such a file already, which is left as it is
   */
  static void write(Path file, byte[] content) throws IOException {
    boolean made = false;
    boolean complete = false;
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      made = true;
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
      complete = true;
    } catch (FileAlreadyExistsException taken) {
      throw new CommandFailure("there is a file " + file + " already: choose another name");
    } finally {
      if (made && !complete) {
        Files.deleteIfExists(file);
      }
    }
  }
}
