package dev.stillroom.runtime.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a page is about, found without a model. A member that the page does not say is empty.
 *
 * @param date ISO 8601, a day or a moment as the page has it
 * @param language a primary language subtag, for example {@code de}
 * @param text the main text: paragraphs, headings, items, table rows (cells apart by a tab) and
 *     code, apart by an empty line
 */
public record Article(String title, String author, String date, String language, String text) {

  /** The same page gives the same article on every machine. */
  public static Article of(Page page) {
    Metadata metadata = Metadata.of(page);
    List<Block> blocks = MainText.of(page, metadata);
    String text = blocks.stream().map(Block::text).collect(Collectors.joining("\n\n"));
    return new Article(
        metadata.title(), metadata.author(), metadata.date(), Languages.of(page, text), text);
  }
}
