package dev.stillroom.runtime.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmenterTest {

  private final Segmenter segmenter = new Segmenter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|Dr. Ada Byron met Mr. Babbage at 5 p.m. on the lawn. They talked.|2",
        "en|The method of Ada et al. (1843) works, e.g. for sums. See Fig. 3 for more.|2",
        "en|J. R. Tolman wrote it. Nobody read it!|2",
        "en|It costs 3.50 euros. Is that much?|2",
        "en|She said: \"It is done.\" Then she left.|2",
        "de|Die Sitzung am 3. Mai fiel aus, vgl. S. 4 des Protokolls. Sie wird z.B. im Juni nachgeholt.|2",
        "de|Das kostet ca. 20 Mio. Euro bzw. mehr. Wer zahlt das?|2",
        "fr|M. Dupont est arrivé. Il est reparti.|2",
        "es|El Sr. García llegó tarde. ¿Por qué?|2",
        "ru|Он пришёл. Она ушла.|2",
        "zh|今天下雨了。我们在家。|2",
        "ja|雨が降った。家にいた。|2",
        "ar|وصل القطار متأخرا. انتظر الركاب طويلا؟ ثم غادروا.|3",
        "he|הרכבת איחרה. הנוסעים חיכו זמן רב.|2",
        "hi|ट्रेन देर से आई। यात्री इंतज़ार करते रहे।|2"
      })
  void aSentenceEndsWhereAReaderEndsIt(String language, String text, int count) {
    assertEquals(count, segmenter.spans(text, language).size(), () -> said(text, language));
  }

  private String said(String text, String language) {
    return segmenter.spans(text, language).stream()
        .map(span -> text.substring(span.from(), span.to()))
        .toList()
        .toString();
  }

  @Test
  void aTextWithoutAnyEndIsCutInPieces() {
    String text = "word ".repeat(2_000);
    List<Segmenter.Span> spans = segmenter.spans(text, "en");
    assertTrue(spans.size() > 5);
    assertTrue(spans.stream().allMatch(span -> span.to() - span.from() <= 1_500));
  }

  @Test
  void spansAscendDoNotOverlapAndLoseNothingButSpace() {
    Random random = new Random(5);
    String[] bits = {
      "Ada", " ", ". ", "! ", "\n", "e.g. ", "3.", "“", "”", "中", "。", "ע", "\uD83D\uDE00", "?"
    };
    for (int round = 0; round < 300; round++) {
      StringBuilder made = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        made.append(bits[random.nextInt(bits.length)]);
      }
      String text = made.toString();
      int before = 0;
      StringBuilder kept = new StringBuilder();
      for (Segmenter.Span span : segmenter.spans(text, round % 2 == 0 ? "en" : "")) {
        assertTrue(span.from() >= before && span.to() > span.from(), text);
        before = span.to();
        kept.append(text, span.from(), span.to());
      }
      assertEquals(text.replaceAll("\\s", ""), kept.toString().replaceAll("\\s", ""));
    }
  }
}
