package dev.stillroom.host.command;

import dev.stillroom.host.protocol.ProtocolJson;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The one class that prints for a person or a program: results to the standard output, everything
 * else to the error stream.
 */
public final class Printer {

  /** Control characters but for line feed and tab, and those that turn the direction of writing. */
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\n\t]]");

  /** Why a command fails whose output is lost. */
  static final String LOST = "not all of the output could be written: is the disk full?";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean progressIsSeen;
  private final boolean piped;
  private boolean progressIsShown;

  public Printer(PrintStream out, PrintStream err, boolean progressIsSeen) {
    this(out, err, progressIsSeen, false);
  }

  /**
   * @param piped whether what is printed goes into a pipe
   */
  Printer(PrintStream out, PrintStream err, boolean progressIsSeen, boolean piped) {
    this.piped = piped;
    this.out = out;
    this.err = err;
    this.progressIsSeen = progressIsSeen;
  }

  /** Prints to this process's streams; what a library prints goes to the error stream. */
  public static Printer ofProcess() {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    return new Printer(
        out,
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        isTerminal(2),
        leadsTo(1).startsWith("pipe:"));
  }

  /** Whether the stream of that number is a terminal. */
  static boolean isTerminal(int stream) {
    String target = leadsTo(stream);
    return target.startsWith("/dev/pts") || target.startsWith("/dev/tty");
  }

  private static String leadsTo(int stream) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
    } catch (IOException | UnsupportedOperationException notSaid) {
      return "";
    }
  }

  /** Whether what was printed is lost. Who reads a pipe may stop when they know enough. */
  boolean isLost() {
    return out.checkError() && !piped;
  }

  /**
   * Whether somebody still reads what is printed; what there is so far goes out.
   *
   * @throws CommandFailure where it is lost in another way
   */
  boolean isRead() {
    if (isLost()) {
      throw new CommandFailure(LOST);
    }
    return !out.checkError();
  }

  /** What stands in pages and files is printed too: what would steer a terminal is left out. */
  public void line(String text) {
    endProgress();
    out.println(plain(text));
  }

  private static String plain(String text) {
    return STEERING.matcher(text).replaceAll("\uFFFD");
  }

  /** Rows under their heads, each column as wide as its widest cell. */
  public void table(List<String> heads, List<List<String>> rows) {
    int[] widths = heads.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    row(heads, widths);
    rows.forEach(row -> row(row, widths));
  }

  private void row(List<String> cells, int... widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).repeat(" ", widths[i] - cells.get(i).length() + 2);
    }
    line(line.toString().stripTrailing());
  }

  /** One JSON object on one line. */
  public void json(Object value) {
    endProgress();
    try {
      out.println(ProtocolJson.MAPPER.writeValueAsString(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One line for whoever has to do something about it. */
  public void error(String line) {
    if (OnInterrupt.isEnding()) {
      return; // Whoever pressed Ctrl-C knows why.
    }
    endProgress();
    err.println("stillroom: " + plain(line));
  }

  /** One line beside the result, for example what to do next. */
  public void note(String line) {
    endProgress();
    err.println(plain(line));
  }

  /**
   * How far the work is; seen only on a terminal.
   *
   * @param fraction in [0, 1]
   */
  public void progress(double fraction, String phase) {
    if (progressIsSeen) {
      int done = (int) Math.round(Math.clamp(fraction, 0, 1) * 30);
      err.print("\r\033[K" + "█".repeat(done) + "░".repeat(30 - done) + " " + plain(phase));
      err.flush();
      progressIsShown = true;
    }
  }

  private void endProgress() {
    if (progressIsShown) {
      err.print("\r\033[K");
      err.flush();
      progressIsShown = false;
    }
  }

  /** Where a command writes line by line, for example predictions. */
  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}
