package dev.stillroom.runtime.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Main text and metadata of pages in many layouts and languages. */
class ArticleTest {

  static List<Pages> pages() {
    return Pages.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theMainTextIsFoundAndNothingElse(Pages page) throws PageRefused {
    String found = page.article().text();
    double f1 = Pages.f1(page.wanted(), found);
    assertTrue(f1 >= 0.97, () -> f1 + "\n--- wanted\n" + page.wanted() + "\n--- found\n" + found);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatThePageSaysOfItselfIsFound(Pages page) throws PageRefused {
    Article article = page.article();
    same(page, "title", article.title());
    same(page, "author", article.author());
    same(page, "language", article.language());
    same(page, "date", article.date().isEmpty() ? "" : article.date().substring(0, 10));
  }

  private static void same(Pages page, String name, String found) {
    String wanted = page.expected().get(name);
    if (wanted != null) {
      assertEquals(wanted, found, name);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLineOfTheTextStandsOnThePage(Pages page) throws PageRefused {
    Page read = PageReader.read(page.html());
    String whole = squeezed(read.text());
    for (String line : Article.of(read).text().split("[\n\t]")) {
      assertTrue(whole.contains(squeezed(line)), line);
    }
  }

  @Test
  void theSamePageGivesTheSameArticle() throws PageRefused {
    Function<Pages, Article> read =
        page -> {
          try {
            return page.article();
          } catch (PageRefused refused) {
            throw new IllegalStateException(refused);
          }
        };
    assertEquals(Pages.all().stream().map(read).toList(), Pages.all().stream().map(read).toList());
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
