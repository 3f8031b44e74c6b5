package dev.stillroom.host.routine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.EvidenceView.Condition;
import dev.stillroom.host.protocol.EvidenceView.Regularity;
import dev.stillroom.host.protocol.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutineFinderTest {

  private static final String JPEG = "convert:jpeg";

  private final RoutineFinder finder = new RoutineFinder();
  private int cases;

  private DownloadCase seen(String extension, String host, String deed) {
    return seen("case-" + cases++, extension, host, deed, false);
  }

  private static DownloadCase seen(
      String id, String extension, String host, String deed, boolean originalGone) {
    String mime = "image/" + (extension.equals("jpg") ? "jpeg" : extension);
    Map<String, String> features =
        Map.of(
            "extension", extension,
            "host", host,
            "mime", mime,
            "contentHost", host,
            "folder", "Downloads");
    return new DownloadCase(id, Instant.EPOCH, features, deed, originalGone);
  }

  /** The story of the first proposal. */
  private List<DownloadCase> story() {
    return new ArrayList<>(
        List.of(
            seen("webp", "shop.localhost", JPEG),
            seen("webp", "shop.localhost", JPEG),
            seen("webp", "shop.localhost", JPEG),
            seen("png", "shop.localhost", null),
            seen("png", "shop.localhost", null),
            seen("jpg", "shop.localhost", null),
            seen("jpg", "shop.localhost", null),
            seen("webp", "blog.localhost", null)));
  }

  @Test
  void howLargeAndIntoWhatIsFoundForEachKindOfItsOwn() {
    for (int i = 0; i < 3; i++) {
      finder.observe(seen("webp", "shop.localhost", "convert:jpeg@1600"));
      finder.observe(seen("docx", "mail.localhost", "convert:pdf"));
      finder.observe(seen("bmp", "blog.localhost", "convert:gif"));
    }
    Map<String, View.Act> acts = new HashMap<>();
    finder.routines().forEach(routine -> acts.put(routine.deed(), routine.act()));
    assertEquals(new View.Conversion("jpeg@1600", false), acts.get("convert:jpeg@1600"));
    assertEquals(new View.Conversion("pdf", false), acts.get("convert:pdf"));
    assertNull(acts.get("convert:gif"), "GIFs are not made here");
  }

  @Test
  void threeConversionsOfOneKindFromOneSiteAreARoutine() {
    story().forEach(finder::observe);
    Routine routine = finder.routines().getFirst();
    assertEquals(JPEG, routine.deed());
    assertEquals(
        new Regularity(
            List.of(new Condition("extension", "webp"), new Condition("host", "shop.localhost")),
            3,
            3,
            0,
            5),
        routine.evidence());
    assertEquals(new View.Conversion("jpeg", false), routine.act());
    assertTrue(routine.simple());
    assertEquals(
        "convert:jpeg was done to 3 of 3 with extension webp and host shop.localhost,"
            + " and to 0 of 5 others",
        routine.why());
  }

  @Test
  void theOrderOfTheCasesDoesNotMatterInTheEnd() {
    List<DownloadCase> story = story();
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(story, new Random(seed));
      RoutineFinder shuffled = new RoutineFinder();
      story.forEach(shuffled::observe);
      assertEquals(1, shuffled.routines().size());
      assertEquals(2, evidence(shuffled.routines().getFirst()).conditions().size());
      assertEquals(3, evidence(shuffled.routines().getFirst()).acted());
    }
  }

  @Test
  void aDeedDoneEverywhereDependsOnTheExtensionAlone() {
    for (String host : List.of("a.localhost", "b.localhost", "c.localhost", "d.localhost")) {
      finder.observe(seen("webp", host, JPEG));
      finder.observe(seen("png", host, null));
    }
    Regularity evidence = evidence(finder.routines().getFirst());
    assertEquals(new Regularity(List.of(new Condition("extension", "webp")), 4, 4, 0, 4), evidence);
  }

  @Test
  void theFirstProposalComesWithTheThirdDeed() {
    List<Routine> proposed = new ArrayList<>();
    finder.observe(seen("png", "shop.localhost", null));
    finder.observe(seen("jpg", "shop.localhost", null));
    finder.observe(seen("webp", "blog.localhost", null));
    finder.observe(seen("jpg", "shop.localhost", null));
    for (int i = 0; i < 3; i++) {
      assertEquals(List.of(), proposed);
      DownloadCase open = seen("webp", "shop.localhost", null);
      finder.observe(open);
      proposed.addAll(
          finder.observe(new DownloadCase(open.id(), open.time(), open.features(), JPEG, false)));
    }
    assertEquals(1, proposed.size());
  }

  @Test
  void moreEvidenceIsToldUnderTheSameId() {
    story().forEach(finder::observe);
    Routine first = finder.routines().getFirst();
    List<Routine> changed = finder.observe(seen("webp", "shop.localhost", JPEG));
    assertEquals(List.of(first.id()), changed.stream().map(Routine::id).toList());
    assertEquals(4, evidence(changed.getFirst()).acted());
    List<Routine> others = finder.observe(seen("pdf", "mail.localhost", null));
    assertEquals(6, evidence(others.getFirst()).others());
  }

  @Test
  void theSameCaseAgainChangesNothing() {
    List<DownloadCase> story = story();
    story.forEach(finder::observe);
    assertEquals(List.of(), finder.observe(story.getFirst()));
  }

  @Test
  void aDeedTakenBackTakesItsEvidenceBack() {
    List<DownloadCase> story = story();
    story.forEach(finder::observe);
    DownloadCase first = story.getFirst();
    finder.observe(new DownloadCase(first.id(), first.time(), first.features(), null, false));
    assertEquals(List.of(), finder.routines());
  }

  @Test
  void aForgottenCaseIsNoEvidence() {
    List<DownloadCase> story = story();
    story.forEach(finder::observe);
    finder.forget(story.getLast().id());
    assertEquals(4, evidence(finder.routines().getFirst()).others());
    finder.forget(story.getFirst().id());
    assertEquals(List.of(), finder.routines());
  }

  @Test
  void mostExamplesDecideWhetherTheOriginalGoes() {
    finder.observe(seen("1", "webp", "shop.localhost", JPEG, true));
    finder.observe(seen("2", "webp", "shop.localhost", JPEG, true));
    finder.observe(seen("3", "webp", "shop.localhost", JPEG, false));
    assertEquals(new View.Conversion("jpeg", true), finder.routines().getFirst().act());
  }

  @Test
  void twoDeedsAreTwoRoutines() {
    for (int i = 0; i < 5; i++) {
      finder.observe(seen("webp", "shop.localhost", JPEG));
      finder.observe(seen("pdf", "bank.localhost", "move"));
      finder.observe(seen("zip", "code.localhost", null));
    }
    assertEquals(
        List.of(JPEG, "move"), finder.routines().stream().map(Routine::deed).sorted().toList());
  }

  @Test
  void aDeedWithTwoReasonsIsFoundByTheStrongerOne() {
    for (int i = 0; i < 12; i++) {
      finder.observe(seen("webp", "shop.localhost", JPEG));
      finder.observe(seen("heic", "phone.localhost", i < 8 ? JPEG : null));
      finder.observe(seen("png", "shop.localhost", null));
      finder.observe(seen("webp", "blog.localhost", null));
    }
    assertEquals(12, evidence(finder.routines().getFirst()).acted());
    assertEquals(8, evidence(finder.routines().getFirst()).othersActed());
  }

  @Test
  void aFewExceptionsAreNoObstacleOnceThereIsEnoughEvidence() {
    for (int i = 0; i < 20; i++) {
      finder.observe(seen("webp", "shop.localhost", i == 7 ? null : JPEG));
      finder.observe(seen("png", "shop.localhost", i == 9 ? JPEG : null));
    }
    assertEquals(
        new Regularity(List.of(new Condition("extension", "webp")), 19, 20, 1, 20),
        finder.routines().getFirst().evidence());
  }

  @Test
  void memoryIsBoundedAndOldCasesAreForgotten() {
    RoutineFinder small = new RoutineFinder(3, 20);
    story().forEach(small::observe);
    for (int i = 0; i < 100; i++) {
      small.observe(seen("zip", "host-" + i, null));
    }
    assertEquals(List.of(), small.routines());
  }

  @Test
  void randomDeedsAreSeldomTakenForARoutine() {
    int streams = 300;
    int proposals = 0;
    for (int seed = 0; seed < streams; seed++) {
      Random random = new Random(seed);
      RoutineFinder fresh = new RoutineFinder();
      boolean proposed = false;
      double rate = 0.1 + 0.3 * random.nextDouble();
      for (int i = 0; i < 60; i++) {
        String[] extensions = {"webp", "webp", "jpg", "jpg", "png", "pdf"};
        String[] hosts = {"a.org", "a.org", "b.org", "c.org", "d.org"};
        String deed =
            random.nextDouble() < rate
                ? List.of(JPEG, "delete", "move").get(random.nextInt(1 + seed % 3))
                : null;
        String extension = extensions[random.nextInt(extensions.length)];
        String host = hosts[random.nextInt(hosts.length)];
        proposed |= !fresh.observe(seen("r" + i, extension, host, deed, false)).isEmpty();
      }
      proposals += proposed ? 1 : 0;
    }
    assertTrue(proposals <= streams * 6 / 100, proposals + " of " + streams);
  }

  private static Regularity evidence(Routine routine) {
    return (Regularity) routine.evidence();
  }
}
