package dev.stillroom.host.engine;

import dev.stillroom.host.home.EngineDoor;
import dev.stillroom.host.home.Platform;
import dev.stillroom.host.home.RuntimeDirectory;
import dev.stillroom.host.protocol.Push;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.net.ExtendedSocketOptions;

/**
 * Listens on the home's socket and serves whoever connects, if the kernel says that it is the same
 * person. Its threads only move frames; what they mean is decided on the engine's thread.
 */
final class EngineServer implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EngineServer.class.getName());
  private static final int BACKLOG = 64;

  private final Path socket;
  private final UserPrincipal self;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ServerSocketChannel server;
  private volatile long lastLeft = System.nanoTime();

  private EngineServer(Path socket, UserPrincipal self, ServerSocketChannel server) {
    this.socket = socket;
    this.self = self;
    this.server = server;
  }

  /**
   * Binds the socket; nobody is served before {@link #serve}. Only the holder of the home's lock
   * may call this: a socket file that is there was left behind by an engine that was killed.
   */
  static EngineServer bind(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    return new EngineServer(socket, RuntimeDirectory.self(), server);
  }

  void serve(Dispatcher dispatcher) {
    Thread.ofPlatform().daemon().name("accept").start(() -> acceptAll(dispatcher));
  }

  int connected() {
    return connections.size();
  }

  /** When the last client left, by {@link System#nanoTime}; the start where there was none. */
  long lastLeft() {
    return lastLeft;
  }

  void push(Push push) {
    connections.forEach(connection -> connection.push(push));
  }

  private void acceptAll(Dispatcher dispatcher) {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        Thread.ofVirtual().name("client").start(() -> serve(channel, dispatcher));
      } catch (ClosedChannelException leaving) {
        return;
      } catch (IOException e) {
        LOG.log(Level.WARNING, "a connection could not be accepted", e);
      }
    }
  }

  /**
   * Where a system does not tell who is at the other end, the socket's directory keeps others out.
   */
  private boolean isOwn(SocketChannel channel) throws IOException {
    if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
      return Platform.current() == Platform.WINDOWS;
    }
    UserPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    if (!peer.equals(self)) {
      LOG.warning("refused a client of another person: " + peer.getName());
      return false;
    }
    return true;
  }

  private void serve(SocketChannel channel, Dispatcher dispatcher) {
    try (channel) {
      if (!isOwn(channel)) {
        return;
      }
      String greeting = EngineDoor.readLine(channel);
      if (greeting == null || !greeting.startsWith(EngineDoor.GREETING + " ")) {
        LOG.warning("refused a client that did not greet");
        return;
      }
      String caller = greeting.substring(EngineDoor.GREETING.length() + 1);
      Connection connection = new Connection(channel, caller, dispatcher);
      connections.add(connection);
      try {
        if (server.isOpen()) {
          EngineDoor.write(channel, EngineDoor.GREETING + "\n");
          LOG.fine(() -> "connected: " + caller);
          connection.serve();
        }
      } finally {
        lastLeft = System.nanoTime();
        connections.remove(connection);
      }
    } catch (IOException e) {
      LOG.fine(() -> "a connection ended: " + e.getMessage());
    } catch (RuntimeException | Error broken) {
      LOG.log(Level.SEVERE, "a connection broke down", broken);
    }
  }

  /** Takes no new client; those that are there stay until {@link #close}. */
  void stopListening() {
    try {
      Files.deleteIfExists(socket);
      server.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the socket could not be closed", e);
    }
  }

  @Override
  public void close() {
    stopListening();
    connections.forEach(Connection::drop);
  }
}
