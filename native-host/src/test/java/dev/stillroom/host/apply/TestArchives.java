package dev.stillroom.host.apply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Archives made for a test, good and hostile ones. */
final class TestArchives {

  private TestArchives() {}

  /** As its ending says; a name that ends in a slash is a folder. */
  static Path make(Path archive, Map<String, String> files) throws IOException {
    String name = archive.getFileName().toString();
    if (name.endsWith(".zip")) {
      return zip(archive, files);
    }
    try (OutputStream file = Files.newOutputStream(archive);
        OutputStream packed = packing(name, file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, String> one : files.entrySet()) {
        byte[] content = one.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(one.getKey(), true);
        entry.setMode(0100755);
        if (!one.getKey().endsWith("/")) {
          entry.setSize(content.length);
        }
        tar.putArchiveEntry(entry);
        if (!one.getKey().endsWith("/")) {
          tar.write(content);
        }
        tar.closeArchiveEntry();
      }
    }
    return archive;
  }

  private static OutputStream packing(String name, OutputStream file) throws IOException {
    return name.endsWith("bz2")
        ? new BZip2CompressorOutputStream(file)
        : name.endsWith("gz") ? new GzipCompressorOutputStream(file) : file;
  }

  /** Each part in a stream of its own, one after another, as parallel packers do. */
  static Path pack(Path archive, byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      try (OutputStream packed = packing(archive.getFileName().toString(), all)) {
        packed.write(part);
      }
    }
    return Files.write(archive, all.toByteArray());
  }

  private static Path zip(Path archive, Map<String, String> files) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
      for (Map.Entry<String, String> one : files.entrySet()) {
        ZipArchiveEntry entry = new ZipArchiveEntry(one.getKey());
        if (!one.getKey().endsWith("/")) {
          entry.setUnixMode(0100755);
        }
        zip.putArchiveEntry(entry);
        zip.write(one.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
      }
    }
    return archive;
  }

  static Path zipWithALink(Path archive, String name, String target) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setUnixMode(0120777);
      zip.putArchiveEntry(entry);
      zip.write(target.getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }
    return archive;
  }

  /** One entry that is no plain file, then one that goes through it. */
  static Path tarWithALink(Path archive, byte kind, String target) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
      TarArchiveEntry link = new TarArchiveEntry("link", kind);
      link.setLinkName(target);
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      TarArchiveEntry through = new TarArchiveEntry("link/owned.txt");
      through.setSize(5);
      tar.putArchiveEntry(through);
      tar.write("owned".getBytes(StandardCharsets.UTF_8));
      tar.closeArchiveEntry();
    }
    return archive;
  }

  /** A file of so many million zeros, which packs to a thousandth. */
  static Path bomb(Path archive, int millions) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
      zip.putArchiveEntry(new ZipArchiveEntry("zeros"));
      byte[] million = new byte[1_000_000];
      for (int i = 0; i < millions; i++) {
        zip.write(million);
      }
      zip.closeArchiveEntry();
    }
    return archive;
  }
}
