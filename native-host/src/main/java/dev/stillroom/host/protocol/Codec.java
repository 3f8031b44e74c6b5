package dev.stillroom.host.protocol;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.io.IOException;
import java.util.Optional;

/**
 * Turns payloads into frames and back. A request is checked whole before anything else sees it:
 * what is not {@link Nullable} is there.
 */
public final class Codec {

  private static final int LONGEST_MESSAGE = 400;

  /** Immutable after this line; safe for every thread. */
  private static final ObjectMapper STRICT =
      ProtocolJson.MAPPER.copy().setAnnotationIntrospector(new PresenceIntrospector());

  private Codec() {}

  /**
   * @throws FrameFailure when the payload is no request this engine knows
   */
  public static RequestFrame decodeRequest(byte[] payload) throws FrameFailure {
    JsonNode tree = tree(payload);
    JsonNode idNode = tree.path("id");
    if (!idNode.isIntegralNumber() || !idNode.canConvertToLong()) {
      throw malformed(0, "a frame needs an integer 'id'");
    }
    long id = idNode.longValue();
    JsonNode request = tree.path("request");
    if (!request.isObject()) {
      throw malformed(id, "a frame needs an object 'request'");
    }
    try {
      return new RequestFrame(id, STRICT.treeToValue(request, Request.class));
    } catch (InvalidTypeIdException unknown) {
      if (unknown.getBaseType() != null && unknown.getBaseType().hasRawClass(Request.class)) {
        throw new FrameFailure(
            id,
            ErrorCode.UNKNOWN_REQUEST,
            "this engine knows no request '" + brief(request.path("type").asText("")) + "'");
      }
      throw malformed(id, oneLine(unknown));
    } catch (JsonProcessingException | IllegalArgumentException wrong) {
      throw malformed(id, oneLine(wrong));
    }
  }

  private static JsonNode tree(byte[] payload) throws FrameFailure {
    try {
      JsonNode tree = STRICT.readTree(payload);
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException noJson) {
      throw malformed(0, "a frame's payload is no JSON: " + oneLine(noJson));
    }
    throw malformed(0, "a frame's payload must be a JSON object");
  }

  public static byte[] encode(RequestFrame frame) {
    return write(frame);
  }

  public static byte[] encode(EngineFrame frame) {
    return write(frame);
  }

  private static byte[] write(Object frame) {
    try {
      return ProtocolJson.MAPPER.writeValueAsBytes(frame);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame cannot be written: " + e.getMessage(), e);
    }
  }

  /** Reads what an engine said; members that are newer than this client are ignored. */
  public static EngineFrame decodeEngine(byte[] payload) throws IOException {
    return ProtocolJson.MAPPER.readValue(payload, EngineFrame.class);
  }

  private static FrameFailure malformed(long id, String message) {
    return new FrameFailure(id, ErrorCode.MALFORMED_FRAME, message);
  }

  private static String oneLine(Exception e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return brief(String.valueOf(message));
  }

  private static String brief(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }

  /** Jackson takes a missing member for null; only a nullable one may be that. */
  private static final class PresenceIntrospector extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
      boolean nullable = _findAnnotation(member, Nullable.class) != null;
      return Optional.of(member)
          .filter(m -> !nullable)
          .map(m -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .orElseGet(() -> super.findSetterInfo(member));
    }
  }
}
