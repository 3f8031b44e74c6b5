package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Copies a file to another file system, in a worker, because it may have gigabytes: with its times
 * and attributes, synced, and read again until both have the same digest.
 */
public final class CopyJob implements Job {

  static final String NAME = "copy";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param temporary a name that is free, on the file system it goes to
   */
  record Order(String source, String temporary) {}

  /**
   * @param digest SHA-256 of both, hexadecimal
   */
  record Result(String digest, long bytes) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress) throws JobFailure {
    Order order;
    try {
      order = JSON.treeToValue(arguments, Order.class);
    } catch (JsonProcessingException e) {
      throw new JobFailure("the order to copy cannot be read: " + e.getOriginalMessage(), e);
    }
    try {
      return JSON.valueToTree(copy(Path.of(order.source()), Path.of(order.temporary())));
    } catch (IOException e) {
      throw new JobFailure(Steps.words(e), e);
    }
  }

  static Result copy(Path source, Path temporary) throws IOException {
    try {
      Files.copy(source, temporary, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    } catch (FileAlreadyExistsException notOurs) {
      throw notOurs;
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    try {
      try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.READ)) {
        written.force(true);
      }
      String digest = Digests.sha256(source);
      if (!digest.equals(Digests.sha256(temporary))) {
        throw new IOException(source.getFileName() + " was changed while it was copied: try again");
      }
      return new Result(digest, Files.size(temporary));
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }
}
