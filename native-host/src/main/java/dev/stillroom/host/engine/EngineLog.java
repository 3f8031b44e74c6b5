package dev.stillroom.host.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A log, the engine's or a command's: one line a record, flushed, and one older file of the same
 * size. The JDK's own file handler formats through {@code String.format}, which costs a cold start
 * tens of milliseconds.
 */
public final class EngineLog extends Handler {

  static final long LARGEST_BYTES = 1_048_576;

  private final Path file;
  private Writer writer;
  private long written;

  public EngineLog(Path file) throws IOException {
    this.file = file;
    open();
  }

  /** Makes this the only place where records of this process go. */
  void install() {
    Logger root = Logger.getLogger("");
    for (Handler other : root.getHandlers()) {
      root.removeHandler(other);
    }
    root.addHandler(this);
    root.setLevel(Level.INFO);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    if (!isLoggable(record) || writer == null) {
      return;
    }
    String line = format(record);
    try {
      if (written + line.length() > LARGEST_BYTES) {
        writer.close();
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
        open();
      }
      writer.write(line);
      writer.flush();
      written += line.length();
    } catch (IOException e) {
      reportError("the log cannot be written: " + file, e, ErrorManager.WRITE_FAILURE);
    }
  }

  private void open() throws IOException {
    writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    written = Files.size(file);
  }

  private static String format(LogRecord record) {
    StringWriter text = new StringWriter();
    String name = String.valueOf(record.getLoggerName());
    text.append(record.getInstant().truncatedTo(ChronoUnit.MILLIS).toString())
        .append(' ')
        .append(record.getLevel().getName())
        .append(' ')
        .append(name.substring(name.lastIndexOf('.') + 1))
        .append(": ")
        .append(String.valueOf(record.getMessage()).replace('\n', ' '));
    if (record.getThrown() != null) {
      text.append(' ');
      record.getThrown().printStackTrace(new PrintWriter(text, true));
    } else {
      text.append('\n');
    }
    return text.toString();
  }

  @Override
  public void flush() {
    // Every record is flushed.
  }

  @Override
  public synchronized void close() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException e) {
      reportError("the log cannot be closed", e, ErrorManager.CLOSE_FAILURE);
    }
    writer = null;
  }
}
