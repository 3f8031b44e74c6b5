package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files and folders in a worker, because they may have gigabytes, and says their digests;
 * files that have to go to another file system it copies there first.
 */
public final class DigestJob implements Job {

  static final String NAME = "digest";

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Absolute paths.
   *
   * @param copies what is copied beforehand, to names that are the engine's own: what is there from
   *     an earlier attempt is replaced
   */
  record Order(List<String> paths, List<CopyJob.Order> copies) {}

  /** What was plain, there, and the same before and after it was read. */
  record Result(List<Proofs.Seen> seen) {}

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
      throw new JobFailure("the order to read cannot be read: " + e.getOriginalMessage(), e);
    }
    List<Proofs.Seen> seen = new ArrayList<>();
    for (CopyJob.Order copy : order.copies()) {
      copy(copy, seen);
    }
    for (String path : order.paths()) {
      try {
        look(Path.of(path), seen);
      } catch (IOException unreadable) {
        // Whoever asked says what is wrong with it.
      }
    }
    return JSON.valueToTree(new Result(seen));
  }

  private static void copy(CopyJob.Order copy, List<Proofs.Seen> seen) {
    Path to = Path.of(copy.temporary());
    try {
      Files.deleteIfExists(to);
      String digest = CopyJob.copy(Path.of(copy.source()), to).digest();
      seen.add(new Proofs.Seen(Proofs.state(to), digest));
    } catch (IOException notCopied) {
      // Whoever asked tries it, and says what is wrong.
    }
  }

  private static void look(Path path, List<Proofs.Seen> seen) throws IOException {
    boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    if (!folder && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String before = Proofs.state(path);
    String digest = folder ? FolderDigest.of(path) : Digests.sha256(path);
    if (Proofs.state(path).equals(before)) {
      seen.add(new Proofs.Seen(before, digest));
    }
  }
}
