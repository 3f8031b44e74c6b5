package dev.stillroom.host.apply;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Makes a new folder with all that is in it survive a power cut. */
final class SyncedFolder {

  /** Linux can write out a whole file system at once, which ten thousand files are glad of. */
  private interface System extends Library {
    int open(String path, int flags);

    int syncfs(int descriptor);

    int close(int descriptor);
  }

  private SyncedFolder() {}

  static void sync(Path folder) throws IOException {
    if (!atOnce(folder)) {
      eachByItself(folder);
    }
  }

  private static boolean atOnce(Path folder) {
    try {
      System system = Native.load("c", System.class);
      int descriptor = system.open(folder.toString(), 0);
      if (descriptor < 0) {
        return false;
      }
      try {
        return system.syncfs(descriptor) == 0;
      } finally {
        system.close(descriptor);
      }
    } catch (UnsatisfiedLinkError otherSystem) {
      return false;
    }
  }

  private static void eachByItself(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walked = Files.walk(folder)) {
      all = walked.toList();
    }
    for (Path path : all) {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
          file.force(true);
        }
      }
    }
    for (Path path : all.reversed()) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        Placing.sync(path);
      }
    }
  }
}
