package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.example.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * A by-example task. The first file's tasks were there while the synthesizer was made and are for
 * choosing by; those of the file of new ones were written before it was tried on them, and their
 * names' digests say which half of them nobody chose by. That half and the second set were reported
 * until it was looked at why some of them fail; the third set was written before that.
 */
record TransformTasks(String name, List<Pair> rows) {

  /** Tasks to choose by. */
  static List<TransformTasks> dev() throws IOException {
    List<TransformTasks> dev = new ArrayList<>(read("transform-tasks.txt"));
    read("transform-tasks-new.txt").stream().filter(task -> !task.isKept()).forEach(dev::add);
    return dev;
  }

  /** Written by somebody who had not read the language, run once, and now tasks to choose by. */
  static List<TransformTasks> fresh() throws IOException {
    return read("transform-tasks-fresh.txt");
  }

  /** In several languages, written before what they measure was mended; looked at since. */
  static List<TransformTasks> second() throws IOException {
    return read("transform-tasks-second.txt");
  }

  /** Tasks to report: nothing is chosen by them. */
  static List<TransformTasks> third() throws IOException {
    return read("transform-tasks-third.txt");
  }

  /** Reported by until it was looked at why some of them fail. */
  static List<TransformTasks> test() throws IOException {
    return read("transform-tasks-new.txt").stream().filter(TransformTasks::isKept).toList();
  }

  private boolean isKept() {
    try {
      byte[] name = this.name.getBytes(StandardCharsets.UTF_8);
      return (MessageDigest.getInstance("SHA-256").digest(name)[0] & 1) == 1;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static List<TransformTasks> read(String file) throws IOException {
    try (InputStream in = TransformTasks.class.getResourceAsStream(file)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<TransformTasks> parse(String text) throws IOException {
    List<TransformTasks> tasks = new ArrayList<>();
    String[] columns = {"text"};
    for (String line : text.split("\n")) {
      if (line.startsWith("## ")) {
        tasks.add(new TransformTasks(line.substring(3), new ArrayList<>()));
        columns = new String[] {"text"};
      } else if (line.startsWith("@ ")) {
        columns = line.substring(2).split(" \\| ");
      } else if (!line.isEmpty() && !tasks.isEmpty()) {
        int arrow = line.indexOf(" => ");
        if (arrow < 0) {
          throw new IOException("a row without ' => ': " + line);
        }
        String[] cells = line.substring(0, arrow).split(" \\| ", columns.length);
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < columns.length; i++) {
          input.put(columns[i], cells[i]);
        }
        tasks.getLast().rows().add(new Pair(new Input(input), line.substring(arrow + 4)));
      }
    }
    return tasks;
  }
}
