package dev.stillroom.host.relay;

import dev.stillroom.host.home.EngineDoor;
import dev.stillroom.host.home.ExtensionIds;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What the browser starts: checks the caller, connects to the engine, starting it if there is none,
 * and copies frames both ways until either side ends. Uses nothing but the JDK, keeps nothing, and
 * may be killed at any moment.
 */
public final class Relay {

  /** What a browser accepts from a host in one frame, in bytes; one more disconnects the host. */
  static final int MAX_TO_BROWSER = 1_048_576;

  // The protocol's numbers, written out: the relay loads no class of the protocol. A test holds
  // them equal.
  static final int PROTOCOL = 1;
  static final int INTERNAL = 6;
  static final int FORBIDDEN_CALLER = 15;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int CHUNK = 65_536;

  private final InputStream fromBrowser;
  private final OutputStream toBrowser;

  private Relay(InputStream fromBrowser, OutputStream toBrowser) {
    this.fromBrowser = fromBrowser;
    this.toBrowser = toBrowser;
  }

  public static void main(String[] arguments) {
    // The standard output is the wire: whatever else prints goes to the error stream.
    OutputStream wire = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    int status = new Relay(new FileInputStream(FileDescriptor.in), wire).run(arguments);
    // The other direction's thread waits in a read that nothing ends.
    Runtime.getRuntime().halt(status);
  }

  private int run(String... arguments) {
    Optional<String> caller = ExtensionIds.caller(arguments);
    if (caller.isEmpty()) {
      return refuse(
          FORBIDDEN_CALLER,
          "this caller may not use Stillroom: "
              + (arguments.length == 0 ? "none" : arguments[arguments.length - 1])
              + "; install Stillroom's own extension");
    }
    SocketChannel engine;
    try {
      engine =
          new EngineDoor(Home.ofEnvironment(), Program.ofEnvironment())
              .open(caller.get(), PATIENCE);
    } catch (IOException | RuntimeException e) {
      return refuse(INTERNAL, e.getMessage() + "; run: stillroom doctor");
    }
    Thread.ofPlatform().daemon().name("to-engine").start(() -> copyToEngine(engine));
    return copyToBrowser(engine);
  }

  private void copyToEngine(SocketChannel engine) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int n = fromBrowser.read(chunk); n >= 0; n = fromBrowser.read(chunk)) {
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
        while (bytes.hasRemaining()) {
          engine.write(bytes);
        }
      }
    } catch (IOException ended) {
      // Either side's end is the relay's end.
    }
    // What was written stays in the socket and is read by the engine.
    Runtime.getRuntime().halt(0);
  }

  private int copyToBrowser(SocketChannel engine) {
    ByteBuffer frame = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (true) {
        if (!fill(engine, frame.clear().limit(4))) {
          return 0;
        }
        int length = frame.getInt(0);
        if (length < 0) {
          System.err.println("stillroom relay: a frame's length was " + length + ": ended");
          return 1;
        }
        boolean fits = length <= MAX_TO_BROWSER;
        if (!fits) {
          System.err.println("stillroom relay: dropped a frame of " + length + " bytes");
        }
        long left = length;
        boolean first = true;
        while (first || left > 0) {
          int start = first ? 4 : 0;
          frame.clear().position(start).limit((int) Math.min(CHUNK, start + left));
          left -= frame.remaining();
          if (!fill(engine, frame)) {
            return 0;
          }
          if (fits) {
            toBrowser.write(frame.array(), 0, frame.limit());
          }
          first = false;
        }
      }
    } catch (IOException ended) {
      return 0;
    }
  }

  /** Reads until {@code buffer}'s limit; false at the stream's end. */
  private static boolean fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  private int refuse(int code, String message) {
    System.err.println("stillroom relay: " + message);
    String json =
        "{\"protocol\":"
            + PROTOCOL
            + ",\"id\":0,\"reply\":{\"type\":\"failure\",\"code\":"
            + code
            + ",\"message\":\""
            + escape(message)
            + "\"},\"push\":null}";
    byte[] payload = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(4 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(payload.length).put(payload);
    try {
      toBrowser.write(frame.array());
    } catch (IOException gone) {
      // The error stream has it.
    }
    return 1;
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else {
        escaped.append(c < ' ' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
