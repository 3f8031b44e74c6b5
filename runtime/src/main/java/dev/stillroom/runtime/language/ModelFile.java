package dev.stillroom.runtime.language;

import dev.stillroom.runtime.ledger.OwnFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/**
 * The copy of a model that llama.cpp reads, in a directory of this person's alone under the home. A
 * file's name begins with the process that wrote it: what a dead one left is removed by the next.
 */
final class ModelFile implements AutoCloseable {

  private static final String HOME = "stillroom.home";
  private static final String ENVIRONMENT = "STILLROOM_HOME";

  private final Path file;
  private final boolean directoryToo;

  private ModelFile(Path file, boolean directoryToo) {
    this.file = file;
    this.directoryToo = directoryToo;
  }

  static ModelFile of(ByteBuffer model) throws IOException {
    String home = System.getProperty(HOME, System.getenv(ENVIRONMENT));
    return home == null || home.isEmpty()
        ? write(model, Files.createTempDirectory("stillroom-language-"), true)
        : under(Path.of(home), model);
  }

  static ModelFile under(Path home, ByteBuffer model) throws IOException {
    return write(model, directory(home.resolve("language")), false);
  }

  private static Path directory(Path directory) throws IOException {
    Files.createDirectories(directory.getParent());
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(directory, OwnFile.folderAlone(directory));
    }
    sweep(directory);
    return directory;
  }

  /** Removes what processes left that are gone. */
  private static void sweep(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.gguf")) {
      for (Path old : files) {
        String writer = old.getFileName().toString().split("-")[0];
        boolean number = !writer.isEmpty() && writer.length() < 19;
        number &= writer.chars().allMatch(c -> c >= '0' && c <= '9');
        if (number && ProcessHandle.of(Long.parseLong(writer)).isEmpty()) {
          Files.deleteIfExists(old);
        }
      }
    }
  }

  private static ModelFile write(ByteBuffer model, Path directory, boolean directoryToo)
      throws IOException {
    String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".gguf";
    ModelFile written = new ModelFile(directory.resolve(name), directoryToo);
    try (FileChannel channel =
        FileChannel.open(
            written.file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnFile.fileAlone(written.file))) {
      ByteBuffer bytes = model.duplicate();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return written;
    } catch (IOException broken) {
      written.close();
      throw broken;
    }
  }

  Path path() {
    return file;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    if (directoryToo) {
      Files.deleteIfExists(file.getParent());
    }
  }
}
