package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What {@code run} printed for a test file, scored. A truth of null is out of scope: the right
 * answer is to abstain.
 *
 * @param lines one for each line of the test file
 */
record Predictions(List<Line> lines) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BINS = 15;

  /**
   * @param truth null out of scope
   * @param best what it would say if it had to
   */
  record Line(String truth, String best, boolean answered, double confidence, double millis) {
    boolean right() {
      return Objects.equals(truth, best);
    }
  }

  static Predictions of(List<Path> tests, String printed) throws IOException {
    List<String> truths = new ArrayList<>();
    for (Path test : tests) {
      for (String line : Files.readAllLines(test)) {
        truths.add(JSON.readTree(line).path("output").textValue());
      }
    }
    String[] said = printed.split("\n");
    if (said.length != truths.size()) {
      throw new IOException(tests + ": " + said.length + " predictions of " + truths.size());
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < said.length; i++) {
      JsonNode json = JSON.readTree(said[i]);
      lines.add(
          new Line(
              truths.get(i),
              json.path("ranked").path(0).path(0).asText(),
              !json.path("output").isNull(),
              json.path("confidence").asDouble(),
              json.path("millis").asDouble()));
    }
    return new Predictions(lines);
  }

  Predictions part(int from, int to) {
    return new Predictions(lines.subList(from, to));
  }

  /** The same confidences with another threshold. */
  Predictions answeringFrom(double threshold) {
    return new Predictions(
        lines.stream()
            .map(
                line ->
                    new Line(
                        line.truth(),
                        line.best(),
                        line.confidence() >= threshold,
                        line.confidence(),
                        line.millis()))
            .toList());
  }

  /** The highest threshold at which so large a share of all is answered, and rightly. */
  double thresholdFor(double share) {
    List<Double> right =
        lines.stream()
            .filter(Line::right)
            .map(Line::confidence)
            .sorted(Comparator.reverseOrder())
            .toList();
    int wanted = (int) Math.ceil(share * lines.size());
    return wanted > right.size() ? 0 : right.get(wanted - 1);
  }

  /** In scope, where it must answer. */
  double accuracy() {
    return share(lines.stream().filter(line -> line.truth() != null).map(Line::right).toList());
  }

  /** In scope, an abstention counts as wrong. */
  double accuracyAbstaining() {
    return share(
        lines.stream()
            .filter(line -> line.truth() != null)
            .map(line -> line.answered() && line.right())
            .toList());
  }

  double coverage() {
    return share(lines.stream().filter(line -> line.truth() != null).map(Line::answered).toList());
  }

  double errorWhenAnswering() {
    return share(lines.stream().filter(Line::answered).map(line -> !line.right()).toList());
  }

  /** How often it keeps silent out of scope. */
  double outOfScopeRecall() {
    return share(
        lines.stream().filter(line -> line.truth() == null).map(line -> !line.answered()).toList());
  }

  double medianMillis() {
    return HostProcess.median(lines.stream().map(Line::millis).toList());
  }

  /** The mean over the labels of the truth. */
  double macroF1() {
    Map<String, int[]> counts = new HashMap<>();
    for (Line line : lines) {
      counts.computeIfAbsent(line.truth(), label -> new int[3])[line.right() ? 0 : 2]++;
      if (!line.right()) {
        counts.computeIfAbsent(line.best(), label -> new int[3])[1]++;
      }
    }
    return counts.values().stream()
        .filter(count -> count[0] + count[2] > 0)
        .mapToDouble(count -> 2.0 * count[0] / (2.0 * count[0] + count[1] + count[2]))
        .average()
        .orElse(0);
  }

  /** Expected calibration error over 15 bins of equal width, of the answers given. */
  double calibrationError() {
    double[] promised = new double[BINS];
    double[] kept = new double[BINS];
    int answers = 0;
    for (Line line : lines) {
      if (line.answered()) {
        int bin = Math.clamp((int) (line.confidence() * BINS), 0, BINS - 1);
        promised[bin] += line.confidence();
        kept[bin] += line.right() ? 1 : 0;
        answers++;
      }
    }
    double error = 0;
    for (int i = 0; i < BINS; i++) {
      error += Math.abs(promised[i] - kept[i]);
    }
    return answers == 0 ? 0 : error / answers;
  }

  private static double share(List<Boolean> yes) {
    return yes.isEmpty() ? 0 : (double) yes.stream().filter(one -> one).count() / yes.size();
  }
}
