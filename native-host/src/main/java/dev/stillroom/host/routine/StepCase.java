package dev.stillroom.host.routine;

import dev.stillroom.host.protocol.Nullable;
import java.time.Instant;
import java.util.Map;

/** An occasion on which a routine in pages could have begun, and whether it did. */
public record StepCase(String id, Instant time, Map<String, String> features, @Nullable String deed)
    implements Case {

  @Override
  public boolean originalGone() {
    return false;
  }
}
