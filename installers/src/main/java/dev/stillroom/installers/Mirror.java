package dev.stillroom.installers;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a directory's files the same as others, touching only what differs: a file that stays has
 * its old time, and a process that still reads a replaced file keeps the old one.
 */
final class Mirror {

  private Mirror() {}

  /** Whether {@link #files} would change something. */
  static boolean differs(List<Path> sources, Path target) throws IOException {
    Set<Path> wanted = new HashSet<>();
    for (Path source : sources) {
      Path copy = target.resolve(source.getFileName());
      wanted.add(copy);
      if (!same(source, copy)) {
        return true;
      }
    }
    return list(target).stream().anyMatch(file -> !wanted.contains(file));
  }

  /** Makes {@code target} hold exactly copies of {@code sources}. */
  static void files(List<Path> sources, Path target) throws IOException {
    Files.createDirectories(target);
    Set<Path> wanted = new HashSet<>();
    for (Path source : sources) {
      Path copy = target.resolve(source.getFileName());
      wanted.add(copy);
      copy(source, copy);
    }
    for (Path file : list(target)) {
      if (!wanted.contains(file)) {
        delete(file);
      }
    }
  }

  /** Makes {@code target} hold exactly the tree below {@code source}. */
  static void tree(Path source, Path target) throws IOException {
    Files.createDirectories(target);
    Set<Path> wanted = new HashSet<>();
    for (Path file : list(source)) {
      Path copy = target.resolve(file.getFileName());
      wanted.add(copy);
      if (Files.isDirectory(file)) {
        tree(file, copy);
      } else {
        copy(file, copy);
      }
    }
    for (Path file : list(target)) {
      if (!wanted.contains(file)) {
        delete(file);
      }
    }
  }

  /** Writes {@code bytes} to {@code file} in one step, unless it holds them already. */
  static void write(Path file, byte[] bytes) throws IOException {
    if (Files.isRegularFile(file)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, bytes);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes a file, or a directory with all it holds; nothing when it is not there. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** What is directly in a directory, sorted; empty when there is none. */
  static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }

  private static void copy(Path source, Path copy) throws IOException {
    if (same(source, copy)) {
      return;
    }
    Path fresh = copy.resolveSibling(copy.getFileName() + ".new");
    Files.copy(source, fresh, StandardCopyOption.REPLACE_EXISTING);
    Files.move(fresh, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean same(Path a, Path b) throws IOException {
    return Files.isRegularFile(b) && Files.mismatch(a, b) < 0;
  }
}
