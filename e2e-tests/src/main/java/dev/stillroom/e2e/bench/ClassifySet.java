package dev.stillroom.e2e.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One set with its own train and test files, relative to the data directory. A set of several pairs
 * is scored by the mean of the pairs.
 *
 * @param pairs training file, then test file
 * @param goal the least accuracy, or macro F1 where {@code byF1}, that is to be reached
 * @param coverageGoal the least share of the test answered, null where none is set
 * @param secondsGoal for the distillation, from the command's start; null where none is set
 * @param floor naive Bayes on words and pairs of words, on these files
 * @param published scores of others on these files, as given in their papers
 * @param small whether a quick run has it
 */
record ClassifySet(
    String name,
    List<Pair> pairs,
    boolean byF1,
    double goal,
    Double coverageGoal,
    Double secondsGoal,
    String floor,
    String published,
    boolean small) {

  record Pair(Path train, Path test) {}

  /** What the name of a set ends with where its students may adapt the encoder. */
  static final String ADAPTED = ", with adapters";

  /** For 770 examples. */
  private static final double ADAPTED_SECONDS = 150;

  private static final String B = "classify/banking77/";
  private static final String C = "classify/clinc150/";

  static List<ClassifySet> all() {
    return List.of(
        new ClassifySet(
            "banking77, 5 a label",
            List.of(pair(B + "train_5.jsonl", B + "test.jsonl")),
            false,
            0.78,
            null,
            25.0,
            ".469",
            "RoBERTa .740, USE .763, ConveRT .753, DNNC .804, CPFT .809, ICDA .840",
            true),
        new ClassifySet(
            "banking77, 10 a label",
            List.of(pair(B + "train_10.jsonl", B + "test.jsonl")),
            false,
            0.85,
            0.65,
            25.0,
            ".609",
            "RoBERTa .843, USE .842, USE+ConveRT .852, DNNC .867, CPFT .872, ICDA .898",
            true),
        new ClassifySet(
            "banking77, all",
            List.of(pair(B + "train.jsonl", B + "test.jsonl")),
            false,
            0.92,
            null,
            120.0,
            ".849",
            "USE+ConveRT about .934, BERT about .937 (recalled)",
            false),
        new ClassifySet(
            "clinc150, 5 a label",
            List.of(pair(C + "train_5.jsonl", C + "test.jsonl")),
            false,
            0.89,
            null,
            60.0,
            ".548",
            "RoBERTa .880, USE .878, ConveRT .892, DNNC .910, CPFT .923, ICDA .926",
            false),
        new ClassifySet(
            "clinc150, 10 a label",
            List.of(pair(C + "train_10.jsonl", C + "test.jsonl")),
            false,
            0.925,
            0.85,
            60.0,
            ".663",
            "RoBERTa .916, USE .909, USE+ConveRT .933, DNNC .938, CPFT .942, ICDA .948",
            true),
        new ClassifySet(
            "trec, 6 labels",
            List.of(pair("classify/trec/train.jsonl", "classify/trec/test.jsonl")),
            false,
            0.96,
            null,
            60.0,
            ".840",
            "CNN .882 (random), .918 (static), .928 (tuned)",
            true),
        new ClassifySet(
            "nlbse24, mean of 5 repositories",
            List.of("bitcoin", "opencv", "react", "tensorflow", "vscode").stream()
                .map(name -> "classify/nlbse24/repos/" + name)
                .map(folder -> pair(folder + "/train.jsonl", folder + "/test.jsonl"))
                .toList(),
            true,
            0.80,
            null,
            60.0,
            ".663",
            "SetFit .827, RoBERTa .792, fastText .718",
            true),
        new ClassifySet(
            "bbc topics, 8 a label",
            bbc(10),
            false,
            0.93,
            null,
            6.0,
            ".872",
            "about .97 with all data (recalled)",
            true));
  }

  /** The same with students that may adapt the encoder. */
  ClassifySet adapted() {
    return new ClassifySet(
        name + ADAPTED,
        pairs,
        byF1,
        goal,
        coverageGoal,
        name.equals("banking77, 10 a label") ? ADAPTED_SECONDS : null,
        floor,
        published,
        small);
  }

  private static List<Pair> bbc(int seeds) {
    return IntStream.range(0, seeds)
        .mapToObj(
            seed ->
                pair(
                    "classify/bbc-topics/train_8_seed" + seed + ".jsonl",
                    "classify/bbc-topics/test.jsonl"))
        .toList();
  }

  private static Pair pair(String train, String test) {
    return new Pair(Path.of(train), Path.of(test));
  }
}
