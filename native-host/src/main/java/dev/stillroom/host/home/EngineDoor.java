package dev.stillroom.host.home;

import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The way to a home's engine: connects to its socket, starts an engine where there is none, and
 * says who calls. The greeting is one line each way before the first frame; an engine that is about
 * to leave does not answer it, and the caller goes on to the next one without having lost anything.
 */
public final class EngineDoor {

  /** What the engine answers, and what the caller's line begins with. */
  public static final String GREETING = "STILLROOM 1";

  /** Longest greeting in bytes. */
  public static final int MAX_GREETING = 512;

  private static final long FIRST_PAUSE_MILLIS = 4;
  private static final long LONGEST_PAUSE_MILLIS = 40;

  /** What engines have said on their own streams is kept up to this size, in bytes. */
  private static final long LARGEST_OUTPUT = 1_048_576;

  private final Home home;
  private final Program program;

  public EngineDoor(Home home, Program program) {
    this.home = home;
    this.program = program;
  }

  /**
   * Connects, starting the engine if there is none.
   *
   * @param caller who calls, one word for the engine's log
   * @throws IOException when no engine answers within {@code patience}
   */
  public SocketChannel open(String caller, Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    Process engine = null;
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      Optional<SocketChannel> channel = connect(caller, deadline);
      if (channel.isPresent()) {
        return channel.get();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "no engine answered for "
                + home.directory()
                + " within "
                + patience.toSeconds()
                + " s: see "
                + output());
      }
      if (engine == null) {
        engine = start();
        pause = FIRST_PAUSE_MILLIS;
      } else if (!engine.isAlive()) {
        if (engine.exitValue() != 0) {
          throw new IOException(
              "the engine did not start: "
                  + lastWords()
                  + " (status "
                  + engine.exitValue()
                  + "): see "
                  + output());
        }
        // It lost against another engine, which is starting or leaving: look again, then try again.
        engine = null;
      }
      sleep(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Connects only where an engine runs already. */
  public Optional<SocketChannel> openIfRunning(String caller, Duration patience)
      throws IOException {
    return connect(caller, System.nanoTime() + patience.toNanos());
  }

  private Optional<SocketChannel> connect(String caller, long deadline) throws IOException {
    Path own = RuntimeDirectory.socket(home);
    Optional<SocketChannel> channel = connectTo(own, caller, deadline);
    if (channel.isPresent()) {
      return channel;
    }
    Optional<Path> announced = RuntimeDirectory.announcedSocket(home);
    return announced.isEmpty() || announced.get().equals(own)
        ? Optional.empty()
        : connectTo(announced.get(), caller, deadline);
  }

  private static Optional<SocketChannel> connectTo(Path socket, String caller, long deadline)
      throws IOException {
    if (!Files.exists(socket)) {
      return Optional.empty();
    }
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    Thread watchdog = closeAt(channel, deadline);
    boolean greeted = false;
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      write(channel, GREETING + " " + caller + "\n");
      greeted = GREETING.equals(readLine(channel));
    } catch (IOException nobodyListens) {
      // A file that an engine left behind when it was killed, or an engine that is leaving.
    } finally {
      watchdog.interrupt();
      if (!greeted) {
        channel.close();
      }
    }
    return greeted && channel.isOpen() ? Optional.of(channel) : Optional.empty();
  }

  private static Thread closeAt(SocketChannel channel, long deadline) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                Thread.sleep(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
                channel.close();
              } catch (InterruptedException | IOException greetedInTime) {
                // Nothing is left to do.
              }
            });
  }

  /** Writes all of {@code text}. */
  public static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads one line byte by byte, so that nothing behind it is taken.
   *
   * @return the line without its end, or null when the stream ended or the line is too long
   */
  public static String readLine(SocketChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    byte[] line = new byte[MAX_GREETING];
    for (int length = 0; length < line.length; length++) {
      one.clear();
      if (channel.read(one) < 0) {
        return null;
      }
      if (one.get(0) == '\n') {
        return new String(line, 0, length, StandardCharsets.UTF_8);
      }
      line[length] = one.get(0);
    }
    return null;
  }

  private Process start() throws IOException {
    home.create();
    List<String> line = new ArrayList<>();
    // A session of its own: what ends the browser, or a terminal, does not end the engine.
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      line.add(setsid.toString());
    }
    line.addAll(program.engine(home));
    // None of the caller's pipes is inherited: a browser waits until its pipe is closed.
    File output = output().toFile();
    ProcessBuilder.Redirect said =
        output.length() > LARGEST_OUTPUT
            ? ProcessBuilder.Redirect.to(output)
            : ProcessBuilder.Redirect.appendTo(output);
    ProcessBuilder engine =
        new ProcessBuilder(line)
            .directory(home.directory().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Platform.current().nowhere()))
            .redirectOutput(said)
            .redirectError(said);
    speakUnicode(engine.environment());
    // ONNX Runtime reads it as it is loaded: nothing leaves this machine unasked.
    engine.environment().put("ORT_DISABLE_TELEMETRY", "1");
    return engine.start();
  }

  /** Where the locale has no UTF-8, Java cannot name files beyond ASCII: such a locale is set. */
  static void speakUnicode(Map<String, String> environment) {
    String locale =
        Stream.of("LC_ALL", "LC_CTYPE", "LANG")
            .map(environment::get)
            .filter(value -> value != null && !value.isEmpty())
            .findFirst()
            .orElse("");
    if (!locale.toLowerCase(Locale.ROOT).replace("-", "").endsWith("utf8")) {
      environment.put("LC_ALL", "C.UTF-8");
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(output());
      return lines.isEmpty() ? "it said nothing" : lines.getLast();
    } catch (IOException unreadable) {
      return "it said nothing";
    }
  }

  private Path output() {
    return home.log().resolve("engine.out");
  }

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the engine", e);
    }
  }
}
