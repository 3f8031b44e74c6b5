package dev.stillroom.runtime.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture that a page loads only when it comes into sight. */
class LazyImageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<img src=/a.png data-src=/b.png> | /a.png",
        "<img src='data:image/gif;base64,R0' data-src=/b.png> | /b.png",
        "<img data-original=' /c.png '> | /c.png",
        "<img src='' srcset='/s.png 1x, /l.png 2x'> | /s.png",
        "<img src='data:image/gif;base64,R0'> | data:image/gif;base64,R0",
      })
  void itsAddressIsTheOneThatItWillHave(String markup, String address) throws Exception {
    Page page = PageReader.read(markup);
    int image =
        IntStream.range(0, page.size())
            .filter(i -> page.tag(i).equals("img"))
            .findFirst()
            .orElse(0);
    assertEquals(address, page.attribute(image, "src"));
  }
}
