package dev.stillroom.host.routine;

import dev.stillroom.host.protocol.Nullable;
import java.time.Instant;
import java.util.Map;

/**
 * One occasion on which the person could have done something: what it looked like and what they
 * did. Each source of evidence is one class of cases; only cases of one class are compared with
 * each other, because only they have the same features.
 */
public sealed interface Case permits DownloadCase, StepCase {

  /** The same case may be seen again with another deed, and replaces what was known of it. */
  String id();

  Instant time();

  /** What may decide, by name; a feature without a value is not in it. */
  Map<String, String> features();

  /** The deed's symbol, or null when nothing was done (so far). */
  @Nullable
  String deed();

  /** Whether the deed took the original away. */
  boolean originalGone();
}
