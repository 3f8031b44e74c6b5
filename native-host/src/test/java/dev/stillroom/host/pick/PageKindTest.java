package dev.stillroom.host.pick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageKindTest {

  @ParameterizedTest
  @CsvSource({
    "https://shop.example/product/17, shop.example/product/*",
    "https://shop.example:8443/product/17?x=1#y, shop.example/product/*",
    "https://news.example/2026/05/a-story-of-salt, news.example/*/*/*",
    "https://shop.example/people, shop.example/people",
    "https://shop.example/, shop.example",
    "https://shop.example, shop.example",
  })
  void whatNamesOneThingAmongManyIsLeftOpen(String url, String place) {
    assertEquals(place, PageKind.of(url).place());
    assertTrue(PageKind.of(url).fits(url));
  }

  @Test
  void aSecondPageShowsWhatElseChanges() {
    PageKind kind = PageKind.of("https://wiki.example/page/salt");
    assertFalse(kind.fits("https://wiki.example/page/sugar"));
    PageKind wider = kind.with("https://wiki.example/page/sugar");
    assertTrue(wider.fits("https://wiki.example/page/vinegar"));
    assertFalse(wider.fits("https://wiki.example/user/vinegar"));
    assertFalse(wider.fits("https://evil.example/page/salt"));
  }

  @Test
  void documentsBesideEachOtherThatEndAlikeAreOfAKind() {
    PageKind kind = PageKind.ofDocument("https://shop.example/data/people.json?page=1");
    assertEquals("shop.example/data/*.json", kind.place());
    assertTrue(kind.fits("https://shop.example/data/more.json"));
    assertFalse(kind.fits("https://shop.example/data/more"));
    assertFalse(kind.fits("https://shop.example/more.json"));
    assertFalse(kind.fits("https://evil.example/data/more.json"));
    assertTrue(
        kind.with("https://shop.example/data/a.csv").fits("https://shop.example/data/b.txt"));
    assertEquals("shop.example/people", PageKind.ofDocument("https://shop.example/people").place());
    assertEquals("", PageKind.ofDocument("").place());
  }

  @Test
  void aLongAddressIsOfAKindToo() {
    for (String separator : List.of("/", "-", "_")) {
      String url =
          "https://shop.example/" + String.join(separator, Collections.nCopies(5_000, "a"));
      PageKind kind = PageKind.of(url);
      assertTrue(kind.place().length() < 500, kind.place());
      assertTrue(kind.fits(url));
      assertFalse(kind.fits("https://shop.example/a" + (separator.equals("/") ? "" : "/b")));
    }
  }

  @Test
  void aTextFromNowhereIsOfNoKind() {
    assertFalse(PageKind.of("").fits(""));
    assertFalse(PageKind.of("").fits("https://shop.example/"));
  }
}
