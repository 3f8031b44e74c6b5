package dev.stillroom.distiller.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts with values in them, drawn from a seed: bookings of rooms, lines of a log, contacts. */
final class Bookings {

  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday");
  private static final List<String> NAMES =
      List.of("Ada", "Ben", "Chloë", "Dmitri", "Eve", "Farid", "Gül", "Hana", "Ines", "Jun");

  private Bookings() {}

  static List<Example> bookings(int count, long seed) {
    Random random = new Random(seed);
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String day = DAYS.get(random.nextInt(DAYS.size()));
      String time = (1 + random.nextInt(11)) + (random.nextBoolean() ? "pm" : ":30 am");
      String name = NAMES.get(random.nextInt(NAMES.size()));
      String room = String.valueOf(100 + random.nextInt(400));
      String text =
          switch (random.nextInt(4)) {
            case 0 -> "Please keep room " + room + " for " + name + " on " + day + " at " + time;
            case 1 -> name + " needs room " + room + ", " + day + " " + time + ".";
            case 2 -> "on " + day + " at " + time + " " + name + " comes to " + room;
            default -> "is room " + room + " free?";
          };
      ObjectNode output = JsonNodeFactory.instance.objectNode();
      put(output, "who", name, text);
      put(output, "day", day, text);
      put(output, "time", time, text);
      put(output, "room", room, text);
      all.add(example(text, output));
    }
    return all;
  }

  /** Lines with any number of addresses, and hosts that look much like them. */
  static List<Example> log(int count, long seed) {
    Random random = new Random(seed);
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("12:0" + random.nextInt(10) + " ");
      ObjectNode output = JsonNodeFactory.instance.objectNode();
      for (int k = random.nextInt(4); k > 0; k--) {
        String user = "u" + random.nextInt(1_000);
        text.append("user=").append(user).append(" from host h").append(random.nextInt(90));
        text.append(k > 1 ? "; " : "");
        output.withArray("user").add(user);
      }
      output.withArray("user");
      all.add(example(text.toString(), output));
    }
    return all;
  }

  static Example example(String text, ObjectNode output) {
    return new Example(
        new Input(JsonNodeFactory.instance.objectNode().put("text", text)),
        output,
        null,
        null,
        null,
        Example.Source.USER);
  }

  private static void put(ObjectNode output, String field, String value, String text) {
    output.put(field, text.contains(value) ? value : null);
  }
}
