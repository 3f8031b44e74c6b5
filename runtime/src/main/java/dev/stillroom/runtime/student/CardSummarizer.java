package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.summary.Budget;
import dev.stillroom.runtime.summary.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The form in which a person writes down a page: fields, taken from the page, and key passages.
 *
 * @param fields fills in the card
 * @param passages chooses the sentences; null where the person writes none
 */
public record CardSummarizer(Extractor fields, Summarizer passages) implements Summarizer {

  private static final String PREFIX = "passages-";

  @Override
  public Architecture architecture() {
    return Architecture.CARD_SUMMARIZER;
  }

  @Override
  public Budget budget() {
    return passages == null ? Budget.DEFAULT : passages.budget();
  }

  @Override
  public String impediment() {
    String one = fields.impediment();
    return one != null || passages == null ? one : passages.impediment();
  }

  @Override
  public Summary summarize(Document document, Budget asked) {
    return passages == null
        ? new Summary(
            document,
            List.of(),
            List.of(),
            new double[document.sentences().size()],
            List.of(),
            false,
            false,
            null)
        : passages.summarize(document, asked);
  }

  @Override
  public Summary summarize(Input input, Budget asked) {
    return Summarizer.super.summarize(input, asked).with(fields.extract(input));
  }

  @Override
  public CardSummarizer with(Choosing.Sure sure, double threshold) {
    return new CardSummarizer(fields, passages == null ? null : passages.with(sure, threshold));
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("program", architecture().label()).put("kind", kind().label());
    Program card = fields.program();
    json.set("fields", card.json());
    Map<String, Tensor> tensors = new HashMap<>(card.tensors());
    if (passages == null) {
      json.putNull("passages");
    } else {
      Program rest = passages.program();
      json.set("passages", rest.json());
      rest.tensors().forEach((name, tensor) -> tensors.put(PREFIX + name, tensor));
    }
    return new Program(json, Map.copyOf(tensors));
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>(fields.inWords());
    if (passages != null) {
      words.addAll(passages.inWords());
    }
    return words;
  }

  static CardSummarizer read(Fields fields, Map<String, Tensor> tensors, Encoders encoders)
      throws ProgramRefused {
    String kind = fields.string("kind", 20);
    if (!kind.equals("summarize")) {
      throw new ProgramRefused("a card's summarizer is of kind 'summarize', not '" + kind + "'");
    }
    JsonNode card = fields.object("fields");
    JsonNode rest = fields.value("passages");
    fields.end();
    Map<String, Tensor> ofFields = new HashMap<>();
    Map<String, Tensor> ofPassages = new HashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(PREFIX)) {
            ofPassages.put(name.substring(PREFIX.length()), tensor);
          } else {
            ofFields.put(name, tensor);
          }
        });
    if (nests(card)
        || !(Architecture.read(new Program(card, ofFields), encoders)
            instanceof Extractor extractor)) {
      throw new ProgramRefused("a card is filled in by an extractor");
    }
    if (rest.isNull()) {
      Tensors.none(ofPassages);
      return new CardSummarizer(extractor, null);
    }
    if (nests(rest)
        || !(Architecture.read(new Program(rest, ofPassages), encoders)
            instanceof Summarizer summarizer)) {
      throw new ProgramRefused("a card's passages are chosen by a summarizer");
    }
    return new CardSummarizer(extractor, summarizer);
  }

  /** What holds other programs may not stand within one. */
  private static boolean nests(JsonNode program) {
    String name = program.path("program").asText();
    return name.equals(Architecture.FORM_FLOW.label())
        || name.equals(Architecture.CARD_SUMMARIZER.label());
  }
}
