package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.example.Input;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The by-example tasks of {@code transform-tasks.txt}, in the order of the file. */
record TransformTasks(String name, List<Pair> rows) {

  static List<TransformTasks> all() throws IOException {
    try (InputStream in = TransformTasks.class.getResourceAsStream("transform-tasks.txt")) {
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
