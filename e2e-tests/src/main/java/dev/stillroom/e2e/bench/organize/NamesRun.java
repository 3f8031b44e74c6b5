package dev.stillroom.e2e.bench.organize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.DistillJob;
import dev.stillroom.host.journal.Sites;
import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.task.Namings;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.student.Prediction;
import dev.stillroom.runtime.student.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names the person gives to files of one habit each: what a program learned from the first few says
 * of the next ones.
 *
 * @param asked of so many files
 */
public record NamesRun(int patterns, int learned, int asked, int said, int right) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int NEXT = 10;

  /** How a file of a habit is called in the end. */
  private interface Naming {
    String of(String stem, String host, String title, LocalDate day);
  }

  /** By the beginning of the name that comes. */
  private static final Map<String, Naming> NAMINGS =
      Map.of(
          "Invoice-",
              (stem, host, title, day) -> day.toString().substring(0, 7) + " " + first(host),
          "Rechnung_",
              (stem, host, title, day) -> first(host) + " " + stem.substring(stem.length() - 5),
          "Kontoauszug_", (stem, host, title, day) -> "Konto " + stem.substring(stem.length() - 7),
          "IMG_", (stem, host, title, day) -> day + " " + stem.substring(13),
          "HRB-", (stem, host, title, day) -> "Harbour " + stem.substring(9),
          "NW-", (stem, host, title, day) -> day + " " + stem.substring(3),
          "eStatement", (stem, host, title, day) -> "Card " + stem.substring(10, 17));

  private static String first(String host) {
    return host.substring(0, host.indexOf('.'));
  }

  /**
   * @param from so many examples a program is learned from
   */
  public static NamesRun of(Path scratch, List<Saved> saved, int from) throws IOException {
    int learned = 0;
    int asked = 0;
    int said = 0;
    int right = 0;
    for (Map.Entry<String, Naming> naming : NAMINGS.entrySet()) {
      List<ObjectNode> pairs = pairs(saved, naming.getKey(), naming.getValue());
      List<ObjectNode> next = pairs.subList(from, Math.min(pairs.size(), from + NEXT));
      asked += next.size();
      Student student = student(scratch, pairs.subList(0, from));
      if (student != null) {
        learned++;
        for (ObjectNode pair : next) {
          Prediction name = student.predict(Input.of(pair.path("input")));
          boolean says = name.output() != null && name.confidence() >= Namings.LIKELY;
          said += says ? 1 : 0;
          right += says && name.output().equals(pair.path("output").textValue()) ? 1 : 0;
        }
      }
    }
    return new NamesRun(NAMINGS.size(), learned, asked, said, right);
  }

  private static List<ObjectNode> pairs(List<Saved> saved, String beginning, Naming naming) {
    List<ObjectNode> pairs = new ArrayList<>();
    for (Saved one : saved) {
      Event.Download event = one.event();
      if (!one.name().startsWith(beginning) || one.name().contains(" (")) {
        continue;
      }
      String stem = one.name().substring(0, one.name().lastIndexOf('.'));
      String host = Sites.host(event.pageUrl());
      String title = event.title() == null ? "" : event.title();
      LocalDate day = LocalDate.ofInstant(event.time(), ZoneOffset.UTC);
      ObjectNode pair = JSON.createObjectNode();
      pair.set("input", Namings.input(one.name(), host, title, event.time(), ZoneOffset.UTC));
      pair.put("output", naming.of(stem, host, title, day));
      pairs.add(pair);
    }
    return pairs;
  }

  /** Null where no program was found that is any good. */
  private static Student student(Path scratch, List<ObjectNode> pairs) throws IOException {
    Path examples =
        Files.write(
            scratch.resolve("names.jsonl"), pairs.stream().map(ObjectNode::toString).toList());
    Path pack = scratch.resolve("names.still");
    ObjectNode order = JSON.createObjectNode();
    order.put("kind", "transform").put("examples", examples.toString());
    order.put("out", pack.toString()).put("seed", 1);
    try {
      JsonNode card = new DistillJob().run(order, (fraction, phase) -> {});
      return Namings.good(card) ? PackReader.read(pack).student() : null;
    } catch (JobFailure none) {
      return null;
    } catch (PackRefused | InterruptedException broken) {
      throw new IOException("names could not be learned: " + broken.getMessage(), broken);
    }
  }
}
