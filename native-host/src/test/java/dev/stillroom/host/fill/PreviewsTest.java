package dev.stillroom.host.fill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.stillroom.host.fill.Previews.Preview;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many previews wait: by their number and by what they hold. */
class PreviewsTest {

  private final Previews previews = new Previews();

  @Test
  void theNewestAreKeptByTheirNumberAndByWhatTheyHold() {
    IntStream.range(0, 100).forEach(i -> previews.add("small-" + i, of(10)));
    assertEquals(60, waiting("small-", 100));
    IntStream.range(0, 20).forEach(i -> previews.add("large-" + i, of(12_000_000)));
    assertNotNull(previews.take("large-19"));
    assertNotNull(previews.take("large-18"));
    assertNull(previews.take("large-17"));
  }

  @Test
  void oneThatIsLargerThanAllMayBeStaysUntilTheNext() {
    previews.add("huge", of(100_000_000));
    assertNotNull(previews.take("huge"));
    previews.add("huge", of(100_000_000));
    previews.add("next", of(1));
    assertNull(previews.take("huge"));
    assertNotNull(previews.take("next"));
  }

  @Test
  void whatWasTakenOrForgottenMakesRoom() {
    for (int i = 0; i < 10; i++) {
      previews.add("a" + i, of(30_000_000));
      assertNotNull(previews.take("a" + i));
    }
    previews.add("b", of(30_000_000));
    previews.forget();
    previews.add("c", of(30_000_000));
    previews.add("d", of(1));
    assertNotNull(previews.take("c"));
    assertNull(previews.take("b"));
  }

  private int waiting(String prefix, int most) {
    return (int) IntStream.range(0, most).filter(i -> previews.take(prefix + i) != null).count();
  }

  private static Preview of(long size) {
    return new Preview("", null, null, null, null, null, List.of(), size);
  }
}
