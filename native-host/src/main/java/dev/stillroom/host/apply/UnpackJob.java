package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.watch.Archives;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.host.watch.FileFormat;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks an archive into a new temporary folder, in a worker: whole, or not at all. Whatever is no
 * plain file or folder within it, is too much, or would lie outside, refuses the archive. Nothing
 * that comes out of it can be executed.
 */
public final class UnpackJob implements Job {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return Unpacking.JOB;
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress) throws JobFailure {
    Unpacking order;
    try {
      order = JSON.treeToValue(arguments, Unpacking.class);
    } catch (JsonProcessingException e) {
      throw new JobFailure("the order to unpack cannot be read: " + e.getOriginalMessage(), e);
    }
    Path source = Path.of(order.source());
    Path temporary = Path.of(order.temporary());
    String name = source.getFileName().toString();
    Archives.Packing packing =
        Archives.packing(name)
            .orElseThrow(() -> new JobFailure(name + " is no archive that is unpacked"));
    Unpacking.Limits limits = order.limits() == null ? Unpacking.Limits.USUAL : order.limits();
    boolean made = false;
    try {
      Files.createDirectory(temporary);
      made = true;
      return JSON.valueToTree(unpack(source, packing, temporary, limits, progress));
    } catch (IOException | RuntimeException | JobFailure e) {
      if (made) {
        remove(temporary);
      }
      // The library says by whatever exception that an archive is damaged.
      String why = e instanceof IOException io ? Steps.words(io) : String.valueOf(e.getMessage());
      throw new JobFailure("cannot unpack " + name + ": " + why, e);
    }
  }

  private static Conversion.Result unpack(
      Path source,
      Archives.Packing packing,
      Path temporary,
      Unpacking.Limits limits,
      Progress progress)
      throws IOException, JobFailure {
    Set<OpenOption> reading = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel in = FileChannel.open(source, reading)) {
      long packed = in.size(); // Whoever reads the archive closes the channel.
      if (packed > limits.bytes()) {
        throw new JobFailure("it has " + packed + " bytes, more than " + limits.bytes());
      }
      progress.report(0.05, "reading");
      String digest = digest(in);
      progress.report(0.1, "unpacking");
      UnpackedFiles files = new UnpackedFiles(temporary, packed, limits);
      switch (packing) {
        case ZIP -> zip(in, files);
        case TAR -> tar(Channels.newInputStream(in.position(0)), files, limits);
        // Packers that use several processors write many streams one after another: all are read.
        case TAR_GZ ->
            tar(
                new GzipCompressorInputStream(Channels.newInputStream(in.position(0)), true),
                files,
                limits);
        case TAR_BZ2 ->
            tar(
                new BZip2CompressorInputStream(Channels.newInputStream(in.position(0)), true),
                files,
                limits);
      }
      if (files.count() == 0) {
        throw new JobFailure("nothing is in it");
      }
      withoutDoubledName(temporary, Archives.folder(source).getFileName().toString());
      progress.report(0.8, "checking");
      SyncedFolder.sync(temporary);
      return new Conversion.Result(
          0,
          0,
          files.bytes(),
          FolderDigest.of(temporary),
          false,
          false,
          false,
          1,
          FileFormat.extension(source.getFileName().toString()).orElse(""),
          packed,
          digest,
          files.bytes() > packed);
    }
  }

  private static String digest(FileChannel in) throws IOException {
    MessageDigest digest = Digests.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    for (long at = 0; in.read(buffer.clear(), at) > 0; at += buffer.limit()) {
      digest.update(buffer.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** By its table at the end, which is what other programs go by. */
  private static void zip(FileChannel in, UnpackedFiles files) throws IOException, JobFailure {
    try (ZipFile zip = ZipFile.builder().setSeekableByteChannel(in.position(0)).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
        if (entry.isUnixSymlink()) {
          throw new JobFailure("'" + entry.getName() + "' is a link");
        }
        if (!zip.canReadEntryData(entry)) {
          throw new JobFailure(
              "'" + entry.getName() + "' asks for a password, or is packed in a rare way");
        }
        if (entry.isDirectory()) {
          files.folder(entry);
        } else {
          try (InputStream content = zip.getInputStream(entry)) {
            files.file(entry, content);
          }
        }
      }
    }
  }

  private static void tar(InputStream in, UnpackedFiles files, Unpacking.Limits limits)
      throws IOException, JobFailure {
    TarEnd bytes = new TarEnd(new BufferedInputStream(in));
    try (TarArchiveInputStream tar = new TarArchiveInputStream(bytes)) {
      long end = bytes.nextRecord();
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isDirectory()) {
          files.folder(entry);
        } else if (plain(entry) && tar.canReadEntryData(entry)) {
          files.file(entry, tar);
        } else if (!entry.isGlobalPaxHeader()) { // That one says something of the whole archive.
          throw new JobFailure("'" + entry.getName() + "' is a link or no plain file");
        }
        end = bytes.nextRecord();
      }
      bytes.check(end, limits.bytes());
    }
  }

  private static boolean plain(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isSymbolicLink()
        && !entry.isLink()
        && !entry.isFIFO()
        && !entry.isBlockDevice()
        && !entry.isCharacterDevice();
  }

  /** An archive that is one folder of its own name is not made a folder in that folder. */
  private static void withoutDoubledName(Path temporary, String name) throws IOException {
    List<Path> top;
    try (Stream<Path> all = Files.list(temporary)) {
      top = all.limit(2).toList();
    }
    Path only = top.getFirst();
    if (top.size() == 1
        && only.getFileName().toString().equals(name)
        && Files.isDirectory(only, LinkOption.NOFOLLOW_LINKS)) {
      // Under a name first that nothing in it has.
      Path emptied = temporary.resolve(".stillroom-emptied");
      Files.move(only, emptied, StandardCopyOption.ATOMIC_MOVE);
      try (Stream<Path> all = Files.list(emptied)) {
        for (Path each : all.toList()) {
          Files.move(each, temporary.resolve(each.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      Files.delete(emptied);
    }
  }

  private static void remove(Path temporary) {
    try {
      MadeFolder.delete(temporary);
    } catch (IOException stays) {
      // The engine removes what a failed act left.
    }
  }
}
