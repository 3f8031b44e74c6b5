package dev.stillroom.e2e.bench.organize;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.DistillJob;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * One person's first downloads learned at once, and what is said of the next ones: much quicker
 * than living through them, and enough to compare what a student sees.
 */
public record SplitRun(List<Answer> answers) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param said the most probable folder, sure or not
   * @param sure whether it was said
   */
  public record Answer(Saved saved, String said, boolean sure, double confidence) {

    public boolean right() {
      return saved.folder().equals(said);
    }
  }

  /**
   * @param lines an example of each that was saved
   * @param known so many are learned from
   */
  public static SplitRun of(Path scratch, List<Saved> saved, List<String> lines, int known)
      throws IOException {
    Files.createDirectories(scratch);
    Path examples = Files.write(scratch.resolve("split.jsonl"), lines.subList(0, known));
    Path pack = scratch.resolve("split.still");
    ObjectNode order = JSON.createObjectNode();
    order.put("kind", "classify").put("examples", examples.toString()).put("out", pack.toString());
    order.put("small", true).put("seed", 1);
    try {
      new DistillJob().run(order, (fraction, phase) -> {});
      Student student = PackReader.read(pack).student();
      List<Answer> answers = new ArrayList<>();
      for (int i = known; i < saved.size(); i++) {
        Prediction said = student.predict(Input.of(JSON.readTree(lines.get(i)).path("input")));
        String first = said.ranked().isEmpty() ? null : said.ranked().getFirst().label();
        answers.add(new Answer(saved.get(i), first, said.output() != null, said.confidence()));
      }
      return new SplitRun(answers);
    } catch (JobFailure | PackRefused | InterruptedException broken) {
      throw new IOException("nothing could be learned: " + broken.getMessage(), broken);
    }
  }

  /** The same examples with the time of day and the day of the week in their input. */
  public static List<String> timed(List<Saved> saved, List<String> lines) throws IOException {
    List<String> timed = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      ZonedDateTime at = saved.get(i).event().time().atZone(ZoneOffset.UTC);
      ObjectNode line = (ObjectNode) JSON.readTree(lines.get(i));
      ObjectNode input = (ObjectNode) line.path("input");
      input.put("daytime", "t" + at.getHour() / 3);
      input.put("weekday", at.getDayOfWeek().toString());
      input.put("atWork", Household.atWork(saved.get(i).event().time()) ? "yes" : "no");
      timed.add(line.toString());
    }
    return timed;
  }
}
