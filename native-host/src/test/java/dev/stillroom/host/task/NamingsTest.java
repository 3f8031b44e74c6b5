package dev.stillroom.host.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Download;
import dev.stillroom.host.journal.Downloads;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.watch.Deed;
import dev.stillroom.host.watch.Deeds;
import dev.stillroom.host.watch.FollowUp;
import dev.stillroom.host.watch.FollowUp.Actor;
import dev.stillroom.runtime.pool.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files are called in a folder, from what the person called those before. */
class NamingsTest {

  private static final Path DOWNLOADS = Path.of("/home/anna/Downloads");
  private static final String INVOICES = "/home/anna/Invoices";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private Journal journal;
  private Downloads downloads;
  private Deeds deeds;
  private Namings namings;
  private int count;

  @BeforeEach
  void open(@TempDir Path directory) {
    Home home = new Home(directory);
    journal = Journal.open(home.journal());
    downloads = new Downloads(journal, clock);
    deeds = new Deeds(journal, downloads, followUp -> {});
    namings = new Namings(journal, downloads, new Pool(home.packs(), 1 << 20), ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void whatIsRenamedInAFolderIsAPatternFromTheThirdFileOn() {
    put("inv-1.pdf", "2026-03 shop 1.pdf");
    put("inv-2.pdf", "2026-03 shop 2.pdf");
    assertEquals(Map.of(), namings.wanted());
    put("inv-3 (1).pdf", "2026-03 shop 3.pdf");
    List<Labelled> pairs = namings.wanted().get(INVOICES);
    assertEquals(
        List.of("2026-03 shop 1", "2026-03 shop 2", "2026-03 shop 3"),
        pairs.stream().map(Labelled::label).toList());
    ObjectNode last = (ObjectNode) pairs.getLast().input();
    assertEquals("inv-3", last.path("name").asText());
    assertEquals("2026-03-01", last.path("date").asText());
    assertEquals("shop.example", last.path("site").asText());
    namings.learned(INVOICES, null, 3);
    assertEquals(Map.of(), namings.wanted());
    put("inv-4.pdf", "2026-03 shop 4.pdf");
    assertEquals(4, namings.wanted().get(INVOICES).size());
  }

  @Test
  void aFolderWhoseFilesMostlyKeepTheirNamesHasNoPattern() {
    for (int i = 0; i < 3; i++) {
      put("inv-" + i + ".pdf", "renamed " + i + ".pdf");
    }
    assertEquals(1, namings.wanted().size());
    put("keep-1.pdf", "keep-1.pdf");
    assertEquals(Map.of(), namings.wanted());
  }

  @Test
  void theNameInTheEndCountsAndAnotherExtensionIsNoMatterOfNames() {
    Download download = put("inv-1.pdf", "wrong.pdf");
    deeds.record(
        new FollowUp(
            download.id(),
            NOW,
            new Deed.Renamed(Path.of(INVOICES).resolve("right.pdf")),
            Actor.OUTSIDE,
            null));
    put("inv-2.pdf", "other.txt");
    put("inv-3.pdf", "three.pdf");
    put("inv-4.pdf", "four.pdf");
    assertEquals(
        List.of("right", "three", "four"),
        namings.wanted().get(INVOICES).stream().map(Labelled::label).toList());
  }

  @Test
  void withoutAProgramAFileKeepsItsName() {
    Download download = put("inv-1.pdf", "inv-1.pdf");
    assertEquals(Optional.empty(), namings.name(INVOICES, download, 0));
    namings.learned(INVOICES, "0".repeat(64), 3);
    assertEquals(Optional.empty(), namings.name(INVOICES, download, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../up",
        "a/b",
        "a\\b",
        ".hidden",
        "",
        " ",
        "nul",
        "CON",
        "two\nlines",
        "\u202Egpj",
        "end.",
        "a:b",
        "what?",
        "\uD800"
      })
  void aStemThatIsNoPlainNameIsNone(String stem) {
    assertEquals(Optional.empty(), FileName.of("photo.jpg").withStem(stem));
  }

  @Test
  void theExtensionStaysAndANumberOfABrowserIsNoPartOfAName() {
    assertEquals(Optional.of("2026 ä.jpg"), FileName.of("photo (2).jpg").withStem("2026 ä"));
    assertEquals("photo", FileName.of("photo (2).jpg").stem());
    assertEquals(Optional.of("notes"), FileName.of("README").withStem("notes"));
    assertNotEquals("photo", FileName.of("photo(2).jpg").stem());
    assertTrue(FileName.of("x.pdf").withStem("y".repeat(201)).isEmpty());
  }

  private Download put(String name, String as) {
    Path path = DOWNLOADS.resolve(name);
    String page = "https://shop.example/orders";
    Download download =
        downloads.add(
            new Event.Download(
                "d" + count++,
                NOW.plusSeconds(count),
                "s",
                page,
                page,
                page,
                page,
                "Orders",
                "application/pdf",
                1000,
                path.toString()),
            new Downloads.Found(path, true, "1:" + count, 1000, null, null));
    Path target = Path.of(INVOICES).resolve(as);
    deeds.record(new FollowUp(download.id(), NOW, new Deed.Moved(target), Actor.OUTSIDE, null));
    return download;
  }
}
