package dev.stillroom.runtime.summary;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.page.Outline;
import dev.stillroom.runtime.page.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as a summarizer sees it: its sentences in their order. Headings, table rows and code are
 * no sentences; what stands under a heading knows it.
 *
 * @param title empty where it has none
 * @param language a primary language subtag; empty where nothing tells
 * @param cut whether the input had more than is read
 */
public record Document(String title, String language, List<Sentence> sentences, boolean cut) {

  /** The member in which an input may bring its own sentences. */
  public static final String SENTENCES = "sentences";

  /** A text has at most so many sentences; what follows is not read. */
  public static final int MAX_SENTENCES = 30_000;

  /** An item of a list with fewer words says too little by itself. */
  private static final int ITEM_WORDS = 4;

  public Document {
    sentences = List.copyOf(sentences);
  }

  /** Never fails, whatever the input holds. */
  public static Document of(Input input, Segmenter segmenter) {
    JsonNode given = input.members().path(SENTENCES);
    String title = input.members().path("title").asText("").strip();
    if (given.isArray()) {
      return ofSentences(title, given);
    }
    Outline outline =
        InputPage.in(input)
            ? Outline.of(InputPage.of(input))
            : PlainText.outline(input.members().path("text").asText(""), title);
    return of(outline, title.isEmpty() ? outline.title() : title, segmenter);
  }

  private static Document ofSentences(String title, JsonNode given) {
    List<Sentence> sentences = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    for (JsonNode one : given) {
      if (sentences.size() == MAX_SENTENCES) {
        break;
      }
      String text = one.asText("");
      all.append(text).append(' ');
      boolean first = sentences.isEmpty();
      sentences.add(new Sentence(text, Outline.Kind.PARAGRAPH, 0, first, "", sentences.size(), -1));
    }
    return new Document(
        title,
        PlainText.outline(all.toString(), "").language(),
        sentences,
        given.size() > MAX_SENTENCES);
  }

  private static Document of(Outline outline, String title, Segmenter segmenter) {
    List<Sentence> sentences = new ArrayList<>();
    String heading = "";
    int after = 0;
    boolean cut = outline.cut();
    for (int i = 0; i < outline.parts().size(); i++) {
      Outline.Part part = outline.parts().get(i);
      switch (part.kind()) {
        case HEADING -> {
          heading = part.text().equals(title) ? "" : part.text();
          after = 0;
        }
        case PARAGRAPH, ITEM -> {
          boolean opens = true;
          for (Segmenter.Span span : segmenter.spans(part.text(), outline.language())) {
            String text = oneLine(part.text().substring(span.from(), span.to()));
            boolean item = part.kind() == Outline.Kind.ITEM;
            if (sentences.size() == MAX_SENTENCES) {
              cut = true;
            } else if (!item || Tokens.of(text).size() >= ITEM_WORDS) {
              sentences.add(
                  new Sentence(text, part.kind(), i, opens, heading, after++, part.node()));
              opens = false;
            }
          }
        }
        case ROW, CODE -> {
          // They lie beside the text.
        }
      }
    }
    return new Document(title, outline.language(), sentences, cut);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** How many words all sentences have together. */
  public int words() {
    return sentences.stream().mapToInt(sentence -> Tokens.of(sentence.text()).size()).sum();
  }
}
