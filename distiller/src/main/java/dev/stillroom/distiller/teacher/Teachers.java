package dev.stillroom.distiller.teacher;

import java.time.Duration;

/** Makes a teacher of an address. */
public final class Teachers {

  private Teachers() {}

  /**
   * @param seconds how long one answer may take; 0 for the usual time
   */
  public static Teacher of(Address address, Access access, double seconds) {
    Wire.Patience usual = Wire.Patience.USUAL;
    Duration answer = seconds > 0 ? Duration.ofMillis((long) (seconds * 1e3)) : usual.answer();
    return of(
        address,
        access,
        new Wire.Patience(usual.tries(), answer, usual.longestPause()),
        Thread::sleep);
  }

  static Teacher of(Address address, Access access, Wire.Patience patience, Wire.Pause pause) {
    return switch (address.protocol()) {
      case OPENAI -> {
        Wire wire = new Wire(address, access, patience, pause);
        yield new ChatTeacher(address, wire, new OpenAiDialect(address, wire));
      }
      case ANTHROPIC -> {
        Wire wire = new Wire(address, access, patience, pause);
        yield new ChatTeacher(address, wire, new AnthropicDialect(address, wire));
      }
      case GGUF -> new GgufTeacher(address, access, patience.answer());
    };
  }
}
