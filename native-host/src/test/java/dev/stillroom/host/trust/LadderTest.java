package dev.stillroom.host.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.Trust;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LadderTest {

  @Test
  void eachCauseLeadsToOnePlaceFromEachState() {
    Set<String> seen = new HashSet<>();
    for (Ladder.Rule rule : Ladder.TABLE) {
      assertTrue(seen.add(rule.from() + " " + rule.cause()), "twice: " + rule);
    }
  }

  @Test
  void nothingRunsByItselfWithoutAGrantOrEarnedEvidence() {
    for (Ladder.Rule rule : Ladder.TABLE) {
      if (Ladder.actsByItself(rule.to())) {
        assertTrue(
            rule.cause() == Cause.GRANTED
                || rule.cause() == Cause.EARNED
                || rule.cause() == Cause.GRANT_PASSED_ON,
            "acts by itself: " + rule);
      }
    }
  }

  @Test
  void oneUndoTakesAGrantBackButNotWhatWasEarned() {
    assertEquals(Optional.of(Trust.SUGGEST), Ladder.next(Trust.AUTO_GRANTED, Cause.UNDONE));
    assertEquals(Optional.empty(), Ladder.next(Trust.AUTO_EARNED, Cause.UNDONE));
  }

  @Test
  void whatWasNeverAcceptedCannotBeGranted() {
    assertEquals(Optional.empty(), Ladder.next(Trust.OBSERVE, Cause.GRANTED));
    assertEquals(Optional.empty(), Ladder.next(Trust.OBSERVE, Cause.EARNED));
    assertEquals(Optional.empty(), Ladder.next(Trust.SHADOW, Cause.EARNED));
  }

  @Test
  void everyStateCanBeLeftAndARunningTaskCanAlwaysBeTakenBack() {
    for (Trust trust : Trust.values()) {
      assertTrue(Ladder.TABLE.stream().anyMatch(rule -> rule.from() == trust), "stuck: " + trust);
      if (Ladder.actsByItself(trust)) {
        assertEquals(Optional.of(Trust.SUGGEST), Ladder.next(trust, Cause.ASK_AGAIN));
      }
    }
    assertFalse(Ladder.actsByItself(Trust.SHADOW));
  }
}
