package dev.stillroom.host.install;

import dev.stillroom.host.home.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an installation wrote, noted in the home, so that it can be removed, and nothing else. */
final class InstallRecord {

  private static final String KEY = "key ";
  private static final String MANIFEST = "manifest ";
  private static final String DIRECTORY = "directory ";

  private final Path file;

  InstallRecord(Path file) {
    this.file = file;
  }

  /** Notes a manifest that is about to be written, with the directories that are made for it. */
  void note(Installer.Target target) throws IOException {
    Set<String> lines = new LinkedHashSet<>(lines());
    List<Path> missing = new ArrayList<>();
    for (Path directory = target.directory();
        directory != null && !Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        directory = directory.getParent()) {
      missing.addFirst(directory);
    }
    missing.forEach(directory -> lines.add(DIRECTORY + directory));
    lines.add(MANIFEST + target.manifest());
    if (target.key() != null) {
      lines.add(KEY + target.key());
    }
    write(lines);
  }

  /** Only these manifests and keys are left. */
  void keep(Collection<Path> manifests, Collection<String> keys) throws IOException {
    List<String> lines = new ArrayList<>();
    directories().forEach(made -> lines.add(DIRECTORY + made));
    keys.forEach(key -> lines.add(KEY + key));
    manifests.forEach(manifest -> lines.add(MANIFEST + manifest));
    write(lines);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  List<Path> manifests() throws IOException {
    return paths(MANIFEST);
  }

  /** Those that were made, each before what is in it. */
  List<Path> directories() throws IOException {
    return paths(DIRECTORY);
  }

  List<String> keys() throws IOException {
    return rest(KEY);
  }

  private List<Path> paths(String kind) throws IOException {
    return rest(kind).stream().map(name -> file.getFileSystem().getPath(name)).toList();
  }

  private List<String> rest(String kind) throws IOException {
    return lines().stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> line.substring(kind.length()))
        .toList();
  }

  private List<String> lines() throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private void write(Collection<String> lines) throws IOException {
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Installer.write(file, bytes, Mode.OWN_FILE);
  }
}
