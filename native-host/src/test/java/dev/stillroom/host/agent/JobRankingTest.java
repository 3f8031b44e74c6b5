package dev.stillroom.host.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.TeachView.JobState;
import dev.stillroom.host.protocol.View.Agreement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class JobRankingTest {

  private record Asked(String expected, String words) {}

  private record Figures(int right, int wrong, int silentRight, int asked, int strange) {}

  @Test
  void mostJobsAreFoundByTheirWordsAndStrangeOnesAreNot() throws IOException {
    Figures dev = measure("jobs-dev.txt");
    // Scored once, when the threshold had been chosen on the other file.
    Figures test = measure("jobs-test.txt");
    for (Figures figures : List.of(dev, test)) {
      String both = "dev " + dev + ", test " + test;
      assertTrue(figures.right() >= 0.8 * figures.asked(), both);
      assertTrue(figures.wrong() <= 0.1 * (figures.asked() + figures.strange()), both);
    }
  }

  @Test
  void nothingIsFoundInNothing() {
    assertEquals(List.of(), JobRanking.rank("anything", List.of(), 5));
    TeachView.Job job = job("job|a|classify|Sort mails||x".split("\\|", -1));
    assertEquals(List.of(), JobRanking.rank("?! the of", List.of(job), 5));
    assertEquals(1, JobRanking.rank("SORT   mails!", List.of(job), 5).size());
  }

  @Test
  void whateverIsAskedTheScoresAreSharesInOrder() throws IOException {
    List<TeachView.Job> jobs = new ArrayList<>();
    lines("jobs-dev.txt").stream()
        .filter(line -> line.startsWith("job|"))
        .forEach(line -> jobs.add(job(line.split("\\|", -1))));
    RandomGenerator random = new SplittableRandom(5);
    for (int round = 0; round < 300; round++) {
      StringBuilder words = new StringBuilder();
      for (int i = random.nextInt(40); i >= 0; i--) {
        words.appendCodePoint(random.nextInt(4) == 0 ? ' ' : 'a' + random.nextInt(0x600));
      }
      double last = 1;
      for (TeachView.FoundJob found : JobRanking.rank(words.toString(), jobs, 3)) {
        assertTrue(found.score() <= last && found.score() >= JobRanking.FITS - 0.001);
        last = found.score();
      }
    }
  }

  private static Figures measure(String file) throws IOException {
    List<TeachView.Job> jobs = new ArrayList<>();
    List<Asked> asked = new ArrayList<>();
    for (String line : lines(file)) {
      String[] parts = line.split("\\|", -1);
      if (parts[0].equals("job")) {
        jobs.add(job(parts));
      } else {
        asked.add(new Asked(parts[1], parts[2]));
      }
    }
    int right = 0;
    int wrong = 0;
    int silentRight = 0;
    int strange = 0;
    for (Asked one : asked) {
      List<TeachView.FoundJob> found = JobRanking.rank(one.words(), jobs, 5);
      String first = found.isEmpty() ? "-" : found.getFirst().job().taskId();
      boolean none = one.expected().equals("-");
      strange += none ? 1 : 0;
      silentRight += none && found.isEmpty() ? 1 : 0;
      right += !none && first.equals(one.expected()) ? 1 : 0;
      wrong += !first.equals("-") && !first.equals(one.expected()) ? 1 : 0;
    }
    return new Figures(right, wrong, silentRight, asked.size() - strange, strange);
  }

  private static TeachView.Job job(String[] parts) {
    return new TeachView.Job(
        parts[1],
        parts[3],
        parts[4],
        parts[2],
        parts[5].isEmpty() ? List.of() : List.of(parts[5].split(", ")),
        JobState.READY,
        10,
        0,
        null,
        null,
        new Agreement(0, 0, 0, 0.95));
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = JobRankingTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
