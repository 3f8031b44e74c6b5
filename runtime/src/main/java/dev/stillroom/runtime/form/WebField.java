package dev.stillroom.runtime.form;

import java.util.List;

/**
 * A control of a form as a person meets it. Texts that a page does not give are empty, never null.
 *
 * @param tag {@code input}, {@code select}, {@code textarea}, or {@code editable} for an element
 *     whose content is edited
 * @param type an input's type in lower case; {@code select-one}, {@code select-multiple}, {@code
 *     textarea} and {@code editable} for the others. The radio buttons of one name are one field of
 *     type {@code radio}.
 * @param label what stands for it in the page: of a {@code label} element, {@code aria-labelledby}
 *     or {@code aria-label}, the first there is
 * @param before the nearest text before it where it has no label
 * @param section the nearest heading or legend above it
 * @param options what can be chosen; empty where anything can be typed
 * @param maxLength in characters; -1 for no limit
 * @param isVisible whether a person can see it: drawn, within the page, of a size
 * @param isFilled whether it already holds something that the person put there
 * @param isLocked whether it is disabled or read-only
 * @param box in CSS pixels of the page, null where it is not known
 * @param path where it stands: frames and shadow roots from the outside, as its maker writes them;
 *     empty for the page itself. Only handed back.
 */
public record WebField(
    String tag,
    String type,
    String name,
    String id,
    String autocomplete,
    String label,
    String placeholder,
    String title,
    String before,
    String section,
    List<Option> options,
    int maxLength,
    String pattern,
    String inputMode,
    boolean isRequired,
    boolean isVisible,
    boolean isFilled,
    boolean isLocked,
    Box box,
    String path) {

  /** One choice: what is sent, and what a person reads. */
  public record Option(String value, String text) {}

  /** A place in the page, in CSS pixels. */
  public record Box(int x, int y, int width, int height) {}

  public WebField {
    options = List.copyOf(options);
  }

  /** A field that takes typed text and says nothing of itself, to be changed. */
  public static WebField text(String name, String label) {
    return new WebField(
        "input", "text", name, "", "", label, "", "", "", "", List.of(), -1, "", "", false, true,
        false, false, null, "");
  }

  /** Whether one of its options has to be chosen. */
  public boolean isChoice() {
    return type.startsWith("select") || type.equals("radio");
  }

  public WebField withType(String changed) {
    return new WebField(
        tag,
        changed,
        name,
        id,
        autocomplete,
        label,
        placeholder,
        title,
        before,
        section,
        options,
        maxLength,
        pattern,
        inputMode,
        isRequired,
        isVisible,
        isFilled,
        isLocked,
        box,
        path);
  }

  /** The same below a heading. */
  WebField in(String heading) {
    return new WebField(
        tag,
        type,
        name,
        id,
        autocomplete,
        label,
        placeholder,
        title,
        before,
        heading,
        options,
        maxLength,
        pattern,
        inputMode,
        isRequired,
        isVisible,
        isFilled,
        isLocked,
        box,
        path);
  }
}
