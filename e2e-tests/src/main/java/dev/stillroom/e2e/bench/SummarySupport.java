package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.summary.Document;
import dev.stillroom.runtime.summary.Grounding;
import dev.stillroom.runtime.summary.Segmenter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Whether sentences that somebody wrote about a text are rightly said to stand in it or not. */
final class SummarySupport {

  private SummarySupport() {}

  /** A sentence about a text, and whether the text says so. */
  private record Written(int text, String sentence, boolean stands) {}

  static void measure(Path image, Table table) throws IOException {
    List<String> texts = new ArrayList<>();
    List<Written> written = new ArrayList<>();
    read(texts, written);
    measure("words, numbers and names alone", null, texts, written, table);
    Encoders encoders = new Encoders(image.resolve("encoder"), null, Clock.systemUTC());
    Encoder encoder = encoders.find(EncoderModel.current().digest()).orElseThrow();
    measure("the encoder, numbers and names", encoder::embed, texts, written, table);
  }

  private static void read(List<String> texts, List<Written> written) throws IOException {
    try (InputStream in = SummarySupport.class.getResourceAsStream("summary/support.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line : lines.lines().toList()) {
        if (line.startsWith("= ")) {
          texts.add(line.substring(2));
        } else if (line.startsWith("+ ") || line.startsWith("- ")) {
          written.add(new Written(texts.size() - 1, line.substring(2), line.startsWith("+")));
        }
      }
    }
  }

  private static void measure(
      String how,
      Function<String, float[]> meaning,
      List<String> texts,
      List<Written> written,
      Table table) {
    List<Grounding> groundings =
        texts.stream()
            .map(text -> Document.of(Input.of(new TextNode(text)), new Segmenter()))
            .map(document -> new Grounding(document, meaning))
            .toList();
    int right = 0;
    int passed = 0;
    int marked = 0;
    for (Written one : written) {
      boolean supported = groundings.get(one.text()).find(one.sentence()).supported();
      right += supported == one.stands() ? 1 : 0;
      passed += supported && !one.stands() ? 1 : 0;
      marked += !supported && one.stands() ? 1 : 0;
    }
    table.addAtLeast(
        "support: sentences judged rightly by " + how,
        "",
        null,
        (double) right / written.size(),
        String.format(
            Locale.ROOT,
            "%d made-up sentences about %d texts; %d passed that the text does not say, %d marked"
                + " that it says in other words",
            written.size(),
            texts.size(),
            passed,
            marked));
  }
}
