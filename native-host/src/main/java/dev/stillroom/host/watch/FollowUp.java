package dev.stillroom.host.watch;

import java.time.Instant;

/**
 * A deed joined to its download.
 *
 * @param downloadId the download it was done to
 * @param actId the act that did it, where Stillroom's own action was used; otherwise null
 */
public record FollowUp(String downloadId, Instant time, Deed deed, Actor actor, String actId) {

  /** Who did it: another program, the person with Stillroom's own action, or a task's model. */
  public enum Actor {
    OUTSIDE,
    PERSON,
    MODEL
  }
}
