package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Student;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Whether a student says the same when nothing that matters was changed. */
public final class Robustness {

  private static final int MOST = 50;

  private Robustness() {}

  /** For each disturbance the share of best labels that stayed the same. */
  public static Map<String, Double> of(Student student, List<Item> items, long seed) {
    Random random = new Random(seed);
    Map<String, UnaryOperator<String>> disturbances = new LinkedHashMap<>();
    disturbances.put("case", text -> text.toUpperCase(Locale.ROOT));
    disturbances.put("whitespace", text -> "  " + text.replace(" ", "  ") + " ");
    disturbances.put("typos", text -> typo(text, random));
    disturbances.put("truncated", text -> text.length() > 40 ? text.substring(0, 40) : text);
    Map<String, Double> shares = new LinkedHashMap<>();
    int step = Math.max(1, items.size() / MOST);
    disturbances.forEach(
        (name, disturbance) -> {
          int same = 0;
          int n = 0;
          for (int i = 0; i < items.size(); i += step) {
            Input input = items.get(i).input();
            String before = student.predict(input).best();
            same += student.predict(disturbed(input, disturbance)).best().equals(before) ? 1 : 0;
            n++;
          }
          shares.put(name, (double) same / n);
        });
    return shares;
  }

  private static Input disturbed(Input input, UnaryOperator<String> disturbance) {
    ObjectNode changed = input.members().deepCopy();
    for (Map.Entry<String, JsonNode> member : input.members().properties()) {
      if (member.getValue().isTextual()) {
        String text = disturbance.apply(member.getValue().textValue());
        changed.set(member.getKey(), TextNode.valueOf(text));
      }
    }
    return new Input(changed);
  }

  /** Two neighbours swapped in what a person writes: a host or an extension has no typos. */
  private static String typo(String text, Random random) {
    if (text.length() < 12 || text.indexOf(' ') < 0) {
      return text;
    }
    int at = random.nextInt(text.length() - 1);
    return text.substring(0, at) + text.charAt(at + 1) + text.charAt(at) + text.substring(at + 2);
  }
}
