package dev.stillroom.runtime.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come, there is an article or a refusal, soon and within bounds. */
class HostilePageTest {

  /** Ten times what is promised: a slow machine must not fail this, a quadratic step must. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final int FULL = Page.MAX_BYTES;

  record Hostile(String name, String html) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hostile> hostile() {
    return Stream.of(
        new Hostile("deep nesting", "<div>".repeat(FULL / 5)),
        new Hostile("deep formatting", "<b>".repeat(FULL / 3)),
        new Hostile("formatting again and again", "<b><i><u><p>x".repeat(FULL / 13)),
        new Hostile("misnested", "<a><b></a><i></b><p></i>".repeat(FULL / 24)),
        new Hostile("tables in tables", "<table><tr><td>".repeat(FULL / 15)),
        new Hostile("lists never closed", "<ul><li>".repeat(FULL / 8)),
        new Hostile("many paragraphs", "<p>some words here</p>".repeat(FULL / 22)),
        new Hostile("flat nodes", "<i>a</i> ".repeat(100_000)),
        new Hostile("links", "<a href=x>a</a>".repeat(FULL / 15)),
        new Hostile("one text", "words and more ".repeat(FULL / 15)),
        new Hostile("line breaks", "a<br>".repeat(FULL / 5)),
        new Hostile("classes", "<div class='a-b c_d eFgH'>x</div>".repeat(FULL / 33)),
        new Hostile("attributes", "<p " + "a=b ".repeat(FULL / 4 - 10) + ">x"),
        new Hostile("one attribute", "<p class='" + "a ".repeat(FULL / 2 - 10) + "'>x"),
        new Hostile("less-than signs", "<".repeat(FULL)),
        new Hostile("open scripts", "<script>".repeat(FULL / 8)),
        new Hostile("open comments", "<!--".repeat(FULL / 4)),
        new Hostile("entities", "&amp;&lt;".repeat(FULL / 9)),
        new Hostile("headings", "<h2>a</h2>".repeat(FULL / 10)),
        new Hostile("JSON", "{\"a\": [1, 2, {\"b\": \"text\"}]}, ".repeat(FULL / 32)),
        new Hostile("nested JSON", "[".repeat(FULL)),
        new Hostile(
            "structured data, nested",
            "<script type='application/ld+json'>" + "[".repeat(900_000) + "</script><p>x"),
        new Hostile(
            "structured data, often",
            "<script type='application/ld+json'>{\"@type\":\"Article\"}</script>"
                .repeat(FULL / 70)),
        new Hostile("date", "<time>" + "1".repeat(FULL / 2) + "</time>"),
        new Hostile("dates", "<time class=date>12 de de de</time>".repeat(FULL / 40)),
        new Hostile("spaces", "<h1>" + " ".repeat(FULL - 10) + "</h1>"),
        new Hostile("title of separators", "<title>" + "a - ".repeat(FULL / 5) + "</title>"),
        new Hostile("a line for a pattern", "<p>by " + "a ".repeat(FULL / 3)),
        new Hostile("empty", ""),
        new Hostile("blank", " \n\t "));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostilePageIsReadWithinItsBounds(Hostile hostile) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Page page = PageReader.read(hostile.html());
          assertTrue(page.size() <= Page.MAX_NODES);
          assertTrue(depth(page) <= Page.MAX_DEPTH + 1);
          Article.of(page);
        });
  }

  @Test
  void aPageThatWasCutSaysSo() throws PageRefused {
    assertTrue(PageReader.read("<i>a</i> ".repeat(100_000)).isCut());
    assertFalse(PageReader.read("<p>a</p>".repeat(100)).isCut());
  }

  @Test
  void aPageThatIsTooLongIsRefusedWithItsSize() {
    PageRefused refused =
        assertThrows(PageRefused.class, () -> PageReader.read(new byte[FULL + 1]));
    assertTrue(refused.getMessage().contains("10000001"), refused.getMessage());
  }

  @Test
  void binaryIsRefusedAndNoiseNeverBreaksTheReader() {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[2000 + i * 100];
      random.nextBytes(noise);
      assertThrows(PageRefused.class, () -> PageReader.read(noise));
    }
  }

  @Test
  void aDamagedPageIsStillRead() throws PageRefused {
    Random random = new Random(11);
    for (Pages page : Pages.all()) {
      for (int i = 0; i < 10; i++) {
        StringBuilder damaged = new StringBuilder(page.html());
        for (int k = 0; k < 30; k++) {
          int at = random.nextInt(damaged.length() - 20);
          if (random.nextBoolean()) {
            damaged.delete(at, at + random.nextInt(20));
          } else {
            damaged.insert(at, "<>\"'&=/!-".charAt(random.nextInt(9)));
          }
        }
        Page read = PageReader.read(damaged.toString());
        String text = Article.of(read).text();
        assertEquals(text, Article.of(read).text());
        assertTrue(isWithin(text, read.text()), damaged::toString);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE", "ISO-8859-1"})
  void theEncodingIsFoundWhateverThePageSays(String encoding) throws PageRefused {
    for (String declared : new String[] {"UTF-8", "iso-8859-1", "no-such-charset"}) {
      String html =
          "<meta charset=" + declared + "><p>" + "Übermäßig schön, à la façon d’été. ".repeat(5);
      byte[] bytes = html.replace('’', '\'').getBytes(Charset.forName(encoding));
      assertTrue(
          PageReader.read(bytes).text().contains("Übermäßig schön, à la façon"),
          encoding + " declared as " + declared);
    }
  }

  @Test
  void aDeclaredEncodingIsBelievedWhereTheBytesAreNoUtf8() throws PageRefused {
    byte[] russian =
        "<meta charset=windows-1251><p>Старая карта".getBytes(Charset.forName("windows-1251"));
    assertTrue(PageReader.read(russian).text().contains("Старая карта"));
    byte[] japanese = "<meta charset=Shift_JIS><p>灯台の公開".getBytes(Charset.forName("Shift_JIS"));
    assertTrue(PageReader.read(japanese).text().contains("灯台の公開"));
    byte[] marked = "\uFEFF<p>Straße".getBytes(StandardCharsets.UTF_8);
    assertEquals("Straße", PageReader.read(marked).text());
  }

  private static int depth(Page page) {
    int[] depths = new int[page.size()];
    int deepest = 0;
    for (int i = 1; i < page.size(); i++) {
      depths[i] = depths[page.parent(i)] + 1;
      deepest = Math.max(deepest, depths[i]);
    }
    return deepest;
  }

  /** Whether one's characters stand in the other in their order, white space aside. */
  private static boolean isWithin(String text, String whole) {
    int at = 0;
    for (char c : text.replaceAll("\\s+", "").toCharArray()) {
      at = whole.indexOf(c, at) + 1;
      if (at == 0) {
        return false;
      }
    }
    return true;
  }
}
