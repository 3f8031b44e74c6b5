package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A model just made, tried on the person's examples in a teacher's words. */
final class Hardened {

  private Hardened() {}

  /**
   * Writes into the card how many of them it gets right: the model stays the same bytes.
   *
   * @return what {@code distill --json} prints
   */
  static ObjectNode tried(List<Example> hard, Path file, ObjectNode printed) throws JobFailure {
    try {
      Pack pack = PackReader.read(file);
      if (!(pack.model() instanceof Student student)) {
        return printed;
      }
      int right = 0;
      for (Example example : hard) {
        String best = student.predict(example.input()).best();
        right += example.output().asText().equals(best) ? 1 : 0;
      }
      ObjectNode card = pack.card().deepCopy();
      ObjectNode figures = card.withObject("teacher").putObject("rewritten");
      figures.put("n", hard.size()).put("right", right);
      PackWriter.write(file, pack.model(), card);
      return Card.printed(PackReader.read(file));
    } catch (IOException | PackRefused broken) {
      throw new JobFailure("the new model cannot be tried: " + broken.getMessage(), broken);
    }
  }
}
