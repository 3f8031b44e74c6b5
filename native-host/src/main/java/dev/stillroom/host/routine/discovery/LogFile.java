package dev.stillroom.host.routine.discovery;

import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.example.StrictJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** A log of events, one JSON object a line; only blank lines at its end are passed over. */
public final class LogFile implements Closeable {

  /** An event is short; contents do not belong into a log. */
  static final int MAX_LINE = 1 << 20;

  private final InputStream in;
  private final String name;
  private final byte[] chunk = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
  private int from;
  private int to;
  private long number;

  public LogFile(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  public static LogFile open(Path file) throws IOException {
    return new LogFile(new BufferedInputStream(Files.newInputStream(file)), file.toString());
  }

  /**
   * Reads event by event.
   *
   * @throws BadExample which names the file, the line and what is wrong with it
   */
  public void each(Consumer<LoggedEvent> then) throws IOException, BadExample {
    long blank = 0;
    for (byte[] bytes = next(); bytes != null; bytes = next()) {
      if (isBlank(bytes)) {
        blank = blank == 0 ? number : blank;
        continue;
      }
      if (blank > 0) {
        throw new BadExample(name, blank, "the line is empty; only the last ones may be");
      }
      LoggedEvent event;
      try {
        event = LogReader.event(StrictJson.read(bytes));
      } catch (IOException | IllegalArgumentException wrong) {
        throw new BadExample(name, number, wrong.getMessage());
      }
      then.accept(event);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte[] next() throws IOException, BadExample {
    line.reset();
    number++;
    boolean any = false;
    while (true) {
      if (from == to) {
        from = 0;
        to = Math.max(0, in.read(chunk));
        if (to == 0) {
          return any ? content() : null;
        }
      }
      any = true;
      int end = from;
      while (end < to && chunk[end] != '\n') {
        end++;
      }
      if (line.size() + end - from > MAX_LINE) {
        throw new BadExample(name, number, "the line is longer than " + MAX_LINE + " bytes");
      }
      line.write(chunk, from, end - from);
      from = Math.min(to, end + 1);
      if (end < to) {
        return content();
      }
    }
  }

  private byte[] content() {
    byte[] bytes = line.toByteArray();
    boolean marked =
        number == 1
            && bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private static boolean isBlank(byte... bytes) {
    for (byte one : bytes) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }
}
