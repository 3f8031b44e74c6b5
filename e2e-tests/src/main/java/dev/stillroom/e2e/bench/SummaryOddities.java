package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.Summary;
import dev.stillroom.runtime.student.UntaughtSentences;
import dev.stillroom.runtime.summary.Budget;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages as they should not be. */
final class SummaryOddities {

  private static final int WORDS = 200_000;

  static void measure(Table table) {
    Map<String, ObjectNode> pages = new LinkedHashMap<>();
    pages.put("empty", text(""));
    pages.put("white space", text(" \u00a0\n\t\n"));
    pages.put("an empty page", html(""));
    pages.put("one sentence", text("It rains."));
    pages.put("one word", text("Rain"));
    pages.put("no sentence's end", text("word ".repeat(5_000)));
    pages.put("mixed", text("It rains today. Il pleut aujourd’hui. 今日は雨です。 Сегодня идёт дождь."));
    pages.put(
        "right to left", text("اليوم تمطر في المدينة. غدا تشرق الشمس. הגשם ירד היום. מחר שמש?"));
    pages.put("right to left page", html("<p dir=rtl>اليوم تمطر في المدينة. غدا تشرق الشمس."));
    pages.put("symbols", text("\ud83d\ude00 ".repeat(500) + "\ud83d \udc00 \u0000."));
    pages.put("nested", html("<div>".repeat(20_000) + "It rains in the town today."));
    StringBuilder book = new StringBuilder();
    for (int i = 0; i < WORDS / 20; i++) {
      book.append("In the year ")
          .append(i)
          .append(" the keeper of the tower by the sea wrote down");
      book.append(" what the weather did to boat ")
          .append(i % 977)
          .append(i % 5 == 4 ? ".\n\n" : ". ");
    }
    pages.put("200,000 words", text(book.toString()));
    int right = 0;
    StringBuilder wrong = new StringBuilder();
    double most = 0;
    for (Map.Entry<String, ObjectNode> page : pages.entrySet()) {
      long began = System.nanoTime();
      try {
        Summary said = UntaughtSentences.of(Budget.DEFAULT).answer(Input.of(page.getValue()));
        boolean fits = said.chosen().size() <= 5 && said.chosen().size() == said.sentences().size();
        boolean none = said.document().sentences().isEmpty() == said.chosen().isEmpty();
        right += fits && none ? 1 : 0;
        wrong.append(fits && none ? "" : " " + page.getKey());
      } catch (RuntimeException | StackOverflowError failure) {
        wrong.append(' ').append(page.getKey()).append(": ").append(failure);
      }
      most = Math.max(most, (System.nanoTime() - began) / 1e6);
    }
    table.addAtLeast(
        "odd: pages summarized as they should be",
        "",
        (double) pages.size(),
        right,
        wrong.isEmpty() ? String.join(", ", pages.keySet()) : "wrong:" + wrong);
    table.add("odd: the slowest of them, 200,000 words", "ms", null, most, Timing.load());
  }

  private static ObjectNode text(String text) {
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }

  private static ObjectNode html(String body) {
    return JsonNodeFactory.instance.objectNode().put("html", "<!doctype html><body>" + body);
  }
}
