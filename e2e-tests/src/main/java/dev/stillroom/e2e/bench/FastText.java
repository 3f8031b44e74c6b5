package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Debian's fastText as a peer, on the same files. */
final class FastText {

  private static final String SETTINGS = "-wordNgrams 2 -minn 3 -maxn 5 -dim 50";

  /** With fewer examples its own way of training takes longer; chosen on validation files. */
  private static final int MANY = 2_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path scratch;

  private FastText(Path scratch) {
    this.scratch = scratch;
  }

  static Optional<FastText> installed(Path scratch) {
    boolean there =
        List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "fasttext")));
    return there ? Optional.of(new FastText(scratch)) : Optional.empty();
  }

  static String settings(int examples) {
    return (examples < MANY ? "-epoch 200 -lr 1 " : "-epoch 50 -lr 0.5 ") + SETTINGS;
  }

  Predictions run(Path train, Path test) throws IOException {
    Path learn = scratch.resolve("fasttext.train");
    Path model = scratch.resolve("fasttext");
    List<String> examples = lines(train, true);
    Files.write(learn, examples);
    List<String> command = new ArrayList<>(List.of("fasttext", "supervised", "-input"));
    command.addAll(List.of(learn.toString(), "-output", model.toString(), "-thread", "1"));
    command.addAll(List.of(settings(examples.size()).split(" ")));
    execute(command);
    Path ask = scratch.resolve("fasttext.test");
    Files.write(ask, lines(test, false));
    String printed =
        execute(List.of("fasttext", "predict-prob", model + ".bin", ask.toString(), "1"));
    List<Predictions.Line> said = new ArrayList<>();
    String[] answers = printed.split("\n");
    List<String> gold = Files.readAllLines(test);
    for (int i = 0; i < gold.size(); i++) {
      String truth = JSON.readTree(gold.get(i)).path("output").textValue();
      String[] answer = answers[i].split(" ");
      String label = answer[0].replace("__label__", "");
      double confidence = Double.parseDouble(answer[1]);
      said.add(new Predictions.Line(name(truth), label, true, confidence, 0));
    }
    return new Predictions(said);
  }

  private static List<String> lines(Path file, boolean labelled) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode json = JSON.readTree(line);
      StringBuilder words = new StringBuilder();
      for (JsonNode member : json.path("input")) {
        words.append(' ').append(member.asText().toLowerCase(Locale.ROOT));
      }
      String text = words.toString().replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
      lines.add((labelled ? "__label__" + name(json.path("output").textValue()) + " " : "") + text);
    }
    return lines;
  }

  private static String name(String label) {
    return label.replaceAll("\\s", "_");
  }

  private static String execute(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
    return printed;
  }
}
