package dev.stillroom.host.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.home.EngineDoor;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.protocol.Codec;
import dev.stillroom.host.protocol.EngineFrame;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.RequestFrame;
import dev.stillroom.runtime.job.Frames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** The bare wire to an engine, for what no well-behaved client would say. */
final class Wire implements AutoCloseable {

  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;

  private Wire(SocketChannel channel) {
    this.channel = channel;
    this.in = Channels.newInputStream(channel);
    this.out = Channels.newOutputStream(channel);
  }

  static Wire open(Home home) throws IOException {
    return new Wire(new EngineDoor(home, TestEngines.PROGRAM).open("test", Duration.ofSeconds(20)));
  }

  void sendBytes(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void sendPayload(byte[] payload) throws IOException {
    Frames.write(out, payload);
  }

  void send(RequestFrame frame) throws IOException {
    sendPayload(Codec.encode(frame));
  }

  void sendJson(String json) throws IOException {
    JsonNode tree = ProtocolJson.MAPPER.readTree(json.replace('\'', '"'));
    sendPayload(ProtocolJson.MAPPER.writeValueAsBytes(tree));
  }

  /** The next frame; null when the engine ended the connection. */
  EngineFrame read() throws IOException {
    byte[] payload = Frames.read(in, Frames.MAX_TO_BROWSER);
    return payload == null ? null : Codec.decodeEngine(payload);
  }

  /** Reads on until the reply to {@code id}. */
  Reply readReplyTo(long id) throws IOException {
    for (EngineFrame frame = read(); frame != null; frame = read()) {
      if (frame.id() == id && frame.reply() != null) {
        return frame.reply();
      }
    }
    throw new AssertionError("the engine ended the connection before it answered " + id);
  }

  int readFailure() throws IOException {
    return ((Reply.Failure) read().reply()).code();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
