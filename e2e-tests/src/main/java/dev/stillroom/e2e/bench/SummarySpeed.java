package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.EncodedSentenceRanker;
import dev.stillroom.runtime.student.SentenceWeights;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.student.UntaughtSentences;
import dev.stillroom.runtime.summary.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How long a text of 2,000 words takes, transformers.js on the same sentences in the same run. */
final class SummarySpeed {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SENTENCES = 100;

  static void measure(boolean quick, Table table) throws IOException {
    Random random = new Random(5);
    int rounds = quick ? 3 : 9;
    Timing words = new Timing();
    UntaughtSentences untrained = UntaughtSentences.of(Budget.DEFAULT);
    Timing.Work<Summary, RuntimeException> one =
        () -> untrained.answer(Input.of(JSON.getNodeFactory().textNode(text(random))));
    for (int i = 0; i < 20; i++) {
      one.done();
    }
    for (int i = 0; i < rounds; i++) {
      words.measure(one);
    }
    String of = "2,000 words, " + SENTENCES + " sentences; median of " + rounds + ", warm, ";
    table.add("speed: without the encoder", "ms", 20.0, words.wall(0.5), of + words.median());
    Path image = Stage.imageOfBuild();
    Encoders encoders = new Encoders(image.resolve("encoder"), null, Clock.systemUTC());
    var encoder = encoders.find(EncoderModel.current().digest());
    if (encoder.isEmpty()) {
      return;
    }
    EncodedSentenceRanker ranker =
        new EncodedSentenceRanker(
            Choosing.of(Budget.DEFAULT),
            SentenceWeights.UNTRAINED,
            encoder.get(),
            new float[] {1, 1, 0},
            new byte[EncoderModel.WIDTH],
            0.01f);
    Timing encoded = new Timing();
    Timing first = new Timing();
    List<Double> peer = new ArrayList<>();
    LineProcess process = null;
    String left = "";
    try {
      process = TransformersJs.in(image.resolveSibling("peers/transformers-js")).start();
    } catch (IOException none) {
      left = "; transformers.js is left out, it cannot be installed: " + none.getMessage();
    }
    for (int i = -1; i < rounds; i++) {
      String text = text(random);
      Timing warm = i < 0 ? new Timing() : encoded;
      Timing before = i < 0 ? new Timing() : first;
      // What the panel shows at once, before the encoder has read anything.
      before.measure(() -> ranker.cheap().answer(Input.of(JSON.getNodeFactory().textNode(text))));
      warm.measure(() -> ranker.answer(Input.of(JSON.getNodeFactory().textNode(text))));
      if (process != null) {
        double sum = 0;
        for (String sentence : text.split("(?<=\\.) |\n\n")) {
          sum += process.ask(sentence).path("millis").asDouble();
        }
        if (i >= 0) {
          peer.add(sum);
        }
      }
    }
    if (process != null) {
      process.close();
    }
    table.add(
        "speed: with the encoder", "ms", 1200.0, encoded.wall(0.5), of + encoded.median() + left);
    table.add(
        "speed: the first sentences, before the encoder's",
        "ms",
        encoded.wall(0.5),
        first.wall(0.5),
        "by the same ranker without it");
    if (!peer.isEmpty()) {
      table.peer(
          "speed: transformers.js " + TransformersJs.VERSION + ", the same sentences",
          "ms",
          HostProcess.median(peer),
          "turn by turn, one thread, " + Timing.load());
    }
  }

  /** A hundred sentences of twenty words that were never read before. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder("What was seen at the river\n\n");
    String[] words =
        "river quiet copper garden morning small heavy paper window road winter bright market wood"
            .split(" ");
    for (int i = 0; i < SENTENCES; i++) {
      text.append("Word ").append(random.nextInt(1_000_000));
      for (int k = 2; k < 20; k++) {
        text.append(' ').append(words[random.nextInt(words.length)]);
      }
      text.append(i % 6 == 5 ? ".\n\n" : ". ");
    }
    return text.toString();
  }
}
