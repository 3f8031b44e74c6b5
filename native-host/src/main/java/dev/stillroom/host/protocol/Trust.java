package dev.stillroom.host.protocol;

/**
 * How far a task's model is trusted; what each means and what leads to it is the ladder's table.
 */
public enum Trust {
  OBSERVE,
  SUGGEST,
  AUTO_GRANTED,
  AUTO_EARNED,
  SHADOW
}
