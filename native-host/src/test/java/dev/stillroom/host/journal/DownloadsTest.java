package dev.stillroom.host.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.ProtocolJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Path FOLDER = Path.of("/home/ada/Downloads");

  @TempDir Path home;
  private Journal journal;
  private Downloads downloads;

  @BeforeEach
  void open() {
    journal = Journal.open(home.resolve("journal.db"));
    downloads = new Downloads(journal, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static Event.Download event(String id, String referrer, String page, String mime) {
    return new Event.Download(
        id,
        NOW.minusSeconds(3600),
        "s",
        "https://shop.localhost/get",
        "https://cdn.example:8443/x",
        referrer,
        page,
        "Lamps",
        mime,
        -1,
        FOLDER + "/Lamp.WEBP");
  }

  private Download add(String id, String name, String key) {
    return downloads.add(
        event(id, "https://shop.localhost/", null, null),
        new Downloads.Found(FOLDER.resolve(name), true, key, 9, null, null));
  }

  @Test
  void theInputSaysWhatAStudentSees() throws Exception {
    Download download =
        downloads.add(
            event(
                "a",
                "https://Shop.localhost:80/lamps",
                "https://other.localhost/",
                "Image/WebP; q=1"),
            new Downloads.Found(FOLDER.resolve("Lamp.WEBP"), true, "1:2", 1234, null, null));
    assertEquals(
        ProtocolJson.MAPPER.readTree(
            """
            {"name": "Lamp.WEBP", "extension": "webp", "mime": "image/webp",
             "host": "shop.localhost", "contentHost": "cdn.example", "title": "Lamps",
             "bytes": 1234, "folder": "Downloads"}"""),
        download.input());
    assertEquals("shop.localhost", download.site());
    assertEquals(Download.State.OPEN, download.state());
    assertTrue(download.there());
    assertEquals(NOW.plus(Downloads.WINDOW), download.closes());
    assertNull(download.digest());
  }

  @Test
  void thePageComesFromTheReferrerElseTheActivePageElseTheFileItself() {
    Downloads.Found found =
        new Downloads.Found(
            FOLDER.resolve("x"), true, "1:2", 9, "https://file.example/", "https://o.example/");
    assertEquals("page.example", host(event("a", null, "https://page.example/", null), found));
    assertEquals("file.example", host(event("a", "about:blank", null, null), found));
    Downloads.Found silent = new Downloads.Found(FOLDER.resolve("x"), true, null, -1, null, null);
    ObjectNode input = Downloads.input(event("a", null, null, null), silent);
    for (String unknown : List.of("host", "mime", "extension", "bytes")) {
      assertTrue(input.get(unknown).isNull(), unknown);
    }
    assertEquals("cdn.example", downloads.add(event("a", null, null, null), silent).site());
  }

  private static String host(Event.Download event, Downloads.Found found) {
    return Downloads.input(event, found).path("host").asText();
  }

  @Test
  void theSameEventMakesOneDownload() {
    assertEquals(add("a", "a.webp", "1:1"), add("a", "other.webp", "1:9"));
    assertEquals(1, downloads.recent(10).size());
  }

  @Test
  void downloadsAreFoundByPathKeyStemAndState() {
    add("a", "a.webp", "1:1");
    add("b", "a.png", "1:2");
    add("c", "a.b.webp", "1:3");
    add("d", "ab.webp", "1:4");
    downloads.state("d", Download.State.ACTED);
    downloads.gone("c");
    assertEquals("b", downloads.byPath(FOLDER.resolve("a.png")).orElseThrow().id());
    assertEquals("d", downloads.byKey("1:4").orElseThrow().id());
    assertTrue(downloads.byKey("1:3").isEmpty());
    assertEquals(List.of("c", "b", "a"), ids(downloads.withStem(FOLDER + "/a")));
    assertEquals(List.of("a", "b", "c"), ids(downloads.open()));
    assertEquals(List.of("d", "c"), ids(downloads.recent(2)));
    assertEquals(List.of(), downloads.due(NOW.plus(Downloads.WINDOW).minusMillis(1)));
    assertEquals(3, downloads.due(NOW.plus(Downloads.WINDOW)).size());
    assertEquals(List.of("a", "b", "d"), ids(downloads.unread()));
    downloads.digest("a", "abc");
    downloads.seen("a", FOLDER.resolve("z.webp"), "2:2");
    Download moved = downloads.find("a").orElseThrow();
    assertEquals(FOLDER.resolve("z.webp"), moved.path());
    assertEquals("2:2", moved.fileKey());
    assertEquals("abc", moved.digest());
  }

  private static List<String> ids(List<Download> downloads) {
    return downloads.stream().map(Download::id).toList();
  }

  @Test
  void aCopyIsTheSameInputAndAnotherSizeIsNot() throws Exception {
    String photo = digest("{\"name\": \"photo.webp\", \"bytes\": 9, \"title\": \"Lamps\"}");
    assertEquals(photo, digest("{\"bytes\": 9, \"name\": \"photo (1).webp\"}"));
    assertNotEquals(photo, digest("{\"name\": \"photo.webp\", \"bytes\": 10}"));
  }

  private static String digest(String json) throws Exception {
    return Download.inputDigest(ProtocolJson.MAPPER.readTree(json));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://Shop.localhost/x, shop.localhost",
        "http://ada:secret@shop.localhost:8080?x@y, shop.localhost",
        "https://[::1]:80/, [::1]",
        "blob:https://shop.localhost/1-2, shop.localhost",
        "https://shop.localhost./, shop.localhost",
        "https://a b|c/, a b|c",
        "about:blank, -",
        "file:///home/ada/x, -",
        "data:text/plain;base64,-",
        "nonsense, -",
        "://, -"
      })
  void theHostIsReadFromAnyUrl(String url, String host) {
    assertEquals(host, Sites.host(url));
  }

  @Test
  void aDownloadThatNothingIsLearnedFromIsNotKeptForEver() {
    add("left", "left.webp", "1:1");
    add("converted", "converted.webp", "1:2");
    String deed =
        "INSERT INTO follow_up (download_id, time, deed, actor) VALUES (?, 0, ?, 'outside')";
    journal.update(deed, "left", "leave");
    journal.update(deed, "converted", "convert:jpeg");
    Instant later = NOW.plus(Downloads.WINDOW).plusSeconds(1);
    assertEquals(0, downloads.expire(NOW.minusSeconds(7200)));
    journal.update(
        "INSERT INTO task (id, created, deed, phase, evidence)"
            + " VALUES ('t', 0, 'convert:jpeg', 'READY', '{}')");
    assertEquals(0, downloads.expire(later)); // What was left alone is an example of the task.
    journal.update("UPDATE task SET phase = 'DISMISSED'");
    assertEquals(1, downloads.expire(later));
    assertTrue(downloads.find("converted").isPresent());
    assertEquals(1, journal.count("SELECT count(*) FROM follow_up"));
  }

  @Test
  void aSiteHoldsItsSubdomains() {
    assertTrue(Sites.within("a.shop.localhost", "shop.localhost"));
    assertTrue(Sites.within("shop.localhost", "shop.localhost"));
    assertFalse(Sites.within("ashop.localhost", "shop.localhost"));
  }
}
