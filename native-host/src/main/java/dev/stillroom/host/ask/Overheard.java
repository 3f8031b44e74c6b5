package dev.stillroom.host.ask;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a person asked in the chats of pages they let be watched, and the answers they copied from
 * there: in memory only, for half an hour, and no more of it than fits.
 */
public final class Overheard {

  static final Duration KEPT = Duration.ofMinutes(30);

  private static final int MOST = 200;

  /** Characters of all of them. */
  private static final long BUDGET = 1_000_000;

  private final Clock clock;
  private final Map<String, Exchange> held = new LinkedHashMap<>();
  private long size;

  /**
   * One prompt.
   *
   * @param id which the page made for it
   * @param answer what was copied of the answer; null where nothing was
   */
  record Exchange(String id, Instant time, String site, String prompt, String answer) {
    int length() {
      return prompt.length() + (answer == null ? 0 : answer.length());
    }
  }

  public Overheard(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes one, or the answer to it.
   *
   * @return whether it is a prompt that was not known
   */
  boolean note(Exchange one) {
    Exchange before = held.remove(key(one));
    size += one.length() - (before == null ? 0 : before.length());
    held.put(key(one), one);
    expire();
    return before == null;
  }

  /** Those of one question. */
  List<Exchange> of(Frame frame) {
    expire();
    return held.values().stream().filter(one -> frame.slot(one.prompt()).isPresent()).toList();
  }

  /** The frame that a prompt shares with most of the others, where there is one with a place. */
  Optional<Frame> frameOf(String prompt) {
    expire();
    Frame best = null;
    int most = 0;
    for (Exchange other : held.values()) {
      Frame frame =
          other.prompt().equals(prompt)
              ? null
              : Frame.common(other.prompt(), prompt).filter(Frame::hasSlot).orElse(null);
      int count = frame == null ? 0 : of(frame).size();
      if (count > most || count == most && count > 0 && frame.size() > best.size()) {
        best = frame;
        most = count;
      }
    }
    return Optional.ofNullable(best);
  }

  void forget() {
    held.clear();
    size = 0;
  }

  /** Drops those of a site that is not watched any more. */
  void drop(String site) {
    remove(one -> one.site().equals(site));
  }

  int count() {
    expire();
    return held.size();
  }

  private static String key(Exchange one) {
    return one.site() + " " + one.id();
  }

  private void remove(Predicate<Exchange> those) {
    List<Exchange> gone = new ArrayList<>(held.values());
    gone.removeIf(those.negate());
    gone.forEach(
        one -> {
          held.remove(key(one));
          size -= one.length();
        });
  }

  private void expire() {
    Instant oldest = clock.instant().minus(KEPT);
    Iterator<Exchange> eldest = held.values().iterator();
    while (eldest.hasNext()) {
      Exchange one = eldest.next();
      if (held.size() <= MOST && size <= BUDGET && !one.time().isBefore(oldest)) {
        return;
      }
      eldest.remove();
      size -= one.length();
    }
  }
}
