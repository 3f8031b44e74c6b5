package dev.stillroom.runtime.student.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stillroom.runtime.student.page.Clue.Anchor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a clue says to a person. */
class ClueTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATH | tag=td/text() | a td element",
        "PATH | path=#price/span | inside the part with the id “price”",
        "PATH | path=.card/h3/text() | inside the class “card”",
        "PATH | path=/html/body/div | its place in the page",
        "NAME | 0 class=price | the class “price”",
        "NAME | 1 itemprop=offer | inside the itemprop “offer”",
        "NAME | 0 link=/book/ | a link to “/book/”",
        "NAME | declared=author | declared as “author”",
        "LABEL | label=isbn | beside “isbn”",
        "LABEL | column=price | in the column “price”",
        "PLACE | under=details | under “details”",
        "PLACE | before headings | before all headings",
        "SHAPE | type=DATE | what it is (date)",
        "SHAPE | in the title | in the title",
      })
  void aClueIsSaidInWords(Anchor anchor, String key, String words) {
    assertEquals(words, new Clue(anchor, key).inWords());
  }
}
