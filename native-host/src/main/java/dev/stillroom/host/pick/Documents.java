package dev.stillroom.host.pick;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.DocumentTextJob;
import dev.stillroom.host.watch.Folders;
import dev.stillroom.host.worker.Workers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The text of PDF files in allowed folders, and of those that a tab shows, read by a worker: what
 * is in them is hostile.
 */
public final class Documents {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Downloads downloads;
  private final Folders folders;
  private final BroughtDocuments brought;
  private final Workers workers;
  private final Executor engineThread;

  public Documents(
      Downloads downloads,
      Folders folders,
      BroughtDocuments brought,
      Workers workers,
      Executor engineThread) {
    this.downloads = downloads;
    this.folders = folders;
    this.brought = brought;
    this.workers = workers;
    this.engineThread = engineThread;
  }

  /** The text as an input; completes on any thread. */
  CompletableFuture<JsonNode> text(Request.SummarizeDocument request) {
    if (request.documentId() != null) {
      String id = request.documentId();
      CompletableFuture<JsonNode> text = read(brought.file(id), "this document");
      text.whenCompleteAsync((input, failure) -> brought.remove(id), engineThread);
      return text;
    }
    Path file = folders.require(file(request));
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !file.getFileName().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".pdf")) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, file.getFileName() + " is no PDF file: save it as one");
    }
    return read(file, file.getFileName().toString());
  }

  private CompletableFuture<JsonNode> read(Path file, String name) {
    ObjectNode arguments = ProtocolJson.MAPPER.createObjectNode().put("file", file.toString());
    arguments.put("name", name);
    return workers
        .start(Workers.ClassPath.HOST, DocumentTextJob.NAME, arguments, (fraction, phase) -> {})
        .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Path file(Request.SummarizeDocument request) {
    if (request.downloadId() != null) {
      return downloads
          .find(request.downloadId())
          .filter(Download::there)
          .map(Download::path)
          .orElseThrow(
              () -> new RequestFailure(ErrorCode.NOT_FOUND, "that download is gone: get it anew"));
    }
    try {
      URI url = URI.create(String.valueOf(request.url()));
      if ("file".equals(url.getScheme()) && url.getRawAuthority() == null) {
        return Path.of(new URI("file", null, url.getPath(), null, null));
      }
    } catch (IllegalArgumentException | java.net.URISyntaxException nonsense) {
      // Said below.
    }
    throw new RequestFailure(
        ErrorCode.INVALID_VALUE,
        "only a downloaded PDF or one that is opened from a folder can be read: download it first");
  }

  static RequestFailure told(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RequestFailure refused
        ? refused
        : new RequestFailure(
            ErrorCode.NOT_POSSIBLE_NOW,
            cause.getMessage() == null
                ? "reading that file took too long: summarize a part of it"
                : cause.getMessage());
  }
}
