package dev.stillroom.runtime.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.runtime.example.Input;

/** The page of an input: a snapshot ({@code page}) or markup ({@code html}). */
public final class InputPage {

  /** The member that holds a snapshot. */
  public static final String MEMBER = "page";

  private InputPage() {}

  /** Whether the input has a page at all. */
  public static boolean in(Input input) {
    return input.members().path(MEMBER).isObject() || input.members().path("html").isTextual();
  }

  /** The input's page; one without nodes where it has none or it is refused. */
  public static Page of(Input input) {
    try {
      return read(input);
    } catch (PageRefused refused) {
      return new Page.Builder().build();
    }
  }

  /** The input's page; one without nodes where it has none. */
  public static Page read(Input input) throws PageRefused {
    JsonNode snapshot = input.members().path(MEMBER);
    return snapshot.isObject()
        ? PageJson.read(snapshot)
        : PageReader.read(input.members().path("html").asText(""));
  }
}
