package dev.stillroom.host.engine.handle;

import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A downloaded document's text, to pick from; only of files in an allowed folder. */
public final class ReadDownload implements Handler<Request.ReadDownload> {

  /** What is shown as a document, by the file's name. */
  public static final List<String> DOCUMENTS =
      List.of(".json", ".csv", ".tsv", ".txt", ".jsonl", ".ndjson");

  /** Bytes of a document at most. */
  private static final int MOST = 8_000_000;

  /** Characters in one reply: a character is at most six bytes of a frame's JSON. */
  private static final int PART = 150_000;

  private final Downloads downloads;
  private final Folders folders;

  public ReadDownload(Downloads downloads, Folders folders) {
    this.downloads = downloads;
    this.folders = folders;
  }

  @Override
  public Class<Request.ReadDownload> request() {
    return Request.ReadDownload.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ReadDownload request) {
    Download download =
        downloads
            .find(request.downloadId())
            .filter(Download::there)
            .orElseThrow(
                () ->
                    new RequestFailure(ErrorCode.NOT_FOUND, "that download is gone: get it anew"));
    Path file = folders.require(download.path());
    String name = download.name().toLowerCase(Locale.ROOT);
    if (DOCUMENTS.stream().noneMatch(name::endsWith)) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          download.name() + " is no document: those end in " + String.join(", ", DOCUMENTS));
    }
    try {
      byte[] bytes = bytes(file);
      if (bytes.length > MOST) {
        throw new RequestFailure(
            ErrorCode.INVALID_VALUE,
            download.name() + " has more than " + MOST + " bytes: no more can be picked from");
      }
      String text = text(bytes);
      int from = Math.clamp(request.from(), 0, text.length());
      int to = Math.min(text.length(), from + PART);
      if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
        to++;
      }
      return CompletableFuture.completedFuture(
          new Reply.Text(download.name(), text.substring(from, to), text.length()));
    } catch (IOException e) {
      throw new RequestFailure(
          ErrorCode.NOT_FOUND, download.name() + " cannot be read: " + e.getMessage());
    }
  }

  /** At most one byte more than is allowed, however the file grows meanwhile. */
  private static byte[] bytes(Path file) throws IOException {
    // Looked at before it is opened, too: opening a pipe waits for whoever writes to it.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is no regular file");
    }
    try (FileChannel channel =
            FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        InputStream in = Channels.newInputStream(channel)) {
      return in.readNBytes(MOST + 1);
    }
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException older) {
      // Files of spreadsheets are often in the Western code page.
      return new String(bytes, Charset.forName("windows-1252"));
    }
  }
}
