package dev.stillroom.distiller.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.Languages;
import dev.stillroom.runtime.student.Student;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a student says of texts in languages that it did not learn from: the share of them at which
 * it keeps silent. Nothing here is translated, so silence is what is right.
 */
final class OtherLanguages {

  /** Whether texts are prose is asked of so many examples. */
  private static final int SAMPLE = 50;

  private static final int WORDS_OF_PROSE = 3;

  /** Sentences of everyday life that no task is about, by the tag of their language. */
  private static final Map<String, List<String>> SENTENCES =
      new TreeMap<>(
          Map.of(
              "en",
              List.of(
                  "The ferry leaves at noon when the wind is not too strong.",
                  "My grandmother keeps her best recipes in a tin that is older than the house."),
              "de",
              List.of(
                  "Am Sonntag sind wir mit den Kindern durch den verschneiten Wald gegangen.",
                  "Die Uhr am alten Rathaus geht seit dem Winter zehn Minuten nach."),
              "fr",
              List.of(
                  "Le boulanger ferme le lundi et le village entier attend le mardi.",
                  "Nous avons planté trois pommiers derrière la grange de mon oncle."),
              "es",
              List.of(
                  "Por la tarde los vecinos sacan las sillas a la calle para hablar.",
                  "El tren de la costa pasa muy despacio por los puentes viejos."),
              "it",
              List.of(
                  "La nonna stende il bucato sul terrazzo che guarda il porto.",
                  "Nel cortile della scuola c'è un fico che nessuno ha mai piantato."),
              "pl",
              List.of(
                  "Wczoraj wieczorem sąsiad grał na akordeonie aż do północy.",
                  "W ogrodzie za domem rosną porzeczki i jedna stara grusza."),
              "sv",
              List.of(
                  "Båten ligger på land och väntar på att isen ska smälta.",
                  "Min bror cyklar till fyren varje morgon innan det är ljust."),
              "nl",
              List.of(
                  "De molen draait alleen als het in het voorjaar flink waait.",
                  "Op zolder staat een kist met brieven die niemand meer leest."),
              "ru",
              List.of(
                  "Летом мы ходим за грибами в лес за старой мельницей.",
                  "Кот спит на подоконнике и ждёт, когда придёт почтальон.")));

  private OtherLanguages() {}

  /**
   * @param shipped the student as it answers, with its thresholds; it has learned from no sentence
   *     here
   * @return empty where the examples are no prose
   */
  static OptionalDouble silence(Student shipped, List<Item> items) {
    List<Input> sample =
        items.stream()
            .map(Item::input)
            .filter(input -> isProse(input.members().path("text")))
            .limit(SAMPLE)
            .toList();
    if (sample.isEmpty() || 2 * sample.size() < Math.min(SAMPLE, items.size())) {
      return OptionalDouble.empty();
    }
    String known =
        Languages.guess(
            sample.stream()
                .map(input -> input.members().path("text").textValue())
                .collect(Collectors.joining("\n")));
    int asked = 0;
    int silent = 0;
    for (Map.Entry<String, List<String>> language : SENTENCES.entrySet()) {
      if (!language.getKey().equals(known)) {
        for (String sentence : language.getValue()) {
          Input input = inWords(sample.get(asked % sample.size()), sentence);
          silent += shipped.predict(input).output() == null ? 1 : 0;
          asked++;
        }
      }
    }
    return OptionalDouble.of((double) silent / asked);
  }

  /** The input with all that is prose in it replaced. */
  private static Input inWords(Input input, String sentence) {
    ObjectNode changed = input.members().deepCopy();
    for (Map.Entry<String, JsonNode> member : input.members().properties()) {
      if (isProse(member.getValue())) {
        changed.set(member.getKey(), TextNode.valueOf(sentence));
      }
    }
    return new Input(changed);
  }

  private static boolean isProse(JsonNode value) {
    return value.isTextual() && value.textValue().strip().split("\\s+").length >= WORDS_OF_PROSE;
  }
}
