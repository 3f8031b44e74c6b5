package dev.stillroom.host.journal;

import dev.stillroom.host.protocol.Event;
import java.util.List;
import java.util.Set;

/**
 * A control of a site at which labels are chosen.
 *
 * @param keys what it was known by when it was last seen, as in {@link Event.Control}
 */
public record Place(String id, String site, String role, String name, List<String> keys) {

  /** So many keys in common make two descriptions one control: names, ids and texts change. */
  private static final int IN_COMMON = 2;

  /** Whether a control is this place's. */
  public boolean is(Event.Control control) {
    return role.equals(control.role())
        && Set.copyOf(keys).stream().filter(control.keys()::contains).count() >= IN_COMMON;
  }
}
