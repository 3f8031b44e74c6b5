package dev.stillroom.host.engine;

import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The home's exclusive lock. The system releases it when the process ends, however it ends; what
 * the file says is for whoever looks for the engine: pid, start, version, socket.
 */
public final class EngineLock implements AutoCloseable {

  private final FileChannel channel;

  private EngineLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock; nothing when another engine has it. */
  public static Optional<EngineLock> take(Home home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException thisProcessHasIt) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new EngineLock(channel));
  }

  void announce(Path socket, Instant start) throws IOException {
    String text =
        "pid="
            + ProcessHandle.current().pid()
            + "\nstart="
            + start
            + "\nversion="
            + Program.version()
            + "\nsocket="
            + socket
            + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
