package dev.stillroom.runtime.student.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Dates as texts. */
class DatesTest {

  @Test
  void aDateIsMovedAndOneBeyondAllCalendarsIsNone() {
    assertEquals("2026-04-02", Dates.moved("2026-03-01", "uuuu-M-d", Locale.ENGLISH, 1, 1));
    assertNull(Dates.moved("+999999999-12-31", "uuuu-M-d", Locale.ENGLISH, 1, 0));
    assertNull(Dates.moved("+999999999-12-31", "uuuu-M-d", Locale.ENGLISH, 0, 4_000));
    assertNull(Dates.moved("-999999999-01-01", "uuuu-M-d", Locale.ENGLISH, -1, 0));
  }
}
