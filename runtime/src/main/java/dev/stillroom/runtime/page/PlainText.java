package dev.stillroom.runtime.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The parts of a plain text: paragraphs are apart by an empty line, and the marks that people write
 * (Markdown's, and those older than it) tell headings, items, tables and code.
 */
public final class PlainText {

  /** The longest text that is read, in UTF-16 units: some 300,000 words. */
  public static final int MAX_LENGTH = 2_000_000;

  /** A first line of so few characters, without a sentence's end, is the text's title. */
  private static final int TITLE = 150;

  private static final int SHORT_LINE = 80;

  private static final String ENDS = ".!?…。！？؟।:;,\"”»“)";

  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+\\S.*");
  private static final Pattern UNDERLINE = Pattern.compile("(=|-){3,}\\s*");
  private static final Pattern BULLET =
      Pattern.compile("^(?:[-*+•‣◦·–]|\\(?\\d{1,3}[.)]|\\(?[a-z][.)])\\s+(?=\\S)");
  private static final Pattern TABLE = Pattern.compile("\\|.*\\||[^\\t]+\\t.+");
  private static final Pattern FENCE = Pattern.compile("(```|~~~).*");
  private static final Pattern INDENTED = Pattern.compile("( {4}|\\t)\\s*\\S.*");

  private final String text;
  private final List<Outline.Part> parts = new ArrayList<>();
  private final StringBuilder open = new StringBuilder();
  private Outline.Kind kind;
  private int begun;

  private PlainText(String text) {
    this.text = text;
  }

  /**
   * @param title what the input says its title is; empty where it says none
   */
  public static Outline outline(String text, String title) {
    boolean cut = text.length() > MAX_LENGTH;
    PlainText reader = new PlainText(cut ? text.substring(0, MAX_LENGTH) : text);
    reader.read();
    List<Outline.Part> parts = reader.withHeadings();
    String said = title;
    if (!parts.isEmpty() && title.isEmpty() && isTitle(parts)) {
      said = parts.getFirst().text();
      Outline.Part first = parts.getFirst();
      parts.set(0, new Outline.Part(Outline.Kind.HEADING, said, -1, first.from()));
    }
    return new Outline(said, Languages.guess(reader.text), parts, cut);
  }

  /** A short line by itself, without a sentence's end and before something longer, is a heading. */
  private List<Outline.Part> withHeadings() {
    List<Outline.Part> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Outline.Part part = parts.get(i);
      String line = part.text();
      boolean heads =
          part.kind() == Outline.Kind.PARAGRAPH
              && line.length() <= SHORT_LINE
              && line.indexOf('\n') < 0
              && ENDS.indexOf(line.charAt(line.length() - 1)) < 0
              && i + 1 < parts.size()
              && parts.get(i + 1).text().length() > line.length();
      all.add(
          heads ? new Outline.Part(Outline.Kind.HEADING, line, part.node(), part.from()) : part);
    }
    return all;
  }

  private static boolean isTitle(List<Outline.Part> parts) {
    Outline.Part first = parts.getFirst();
    String line = first.text();
    boolean ends = !line.isEmpty() && ".!…。！؟।:;,".indexOf(line.charAt(line.length() - 1)) >= 0;
    return parts.size() > 1
        && (first.kind() == Outline.Kind.HEADING
            || first.kind() == Outline.Kind.PARAGRAPH
                && line.length() <= TITLE
                && line.indexOf('\n') < 0
                && !ends);
  }

  private void read() {
    int at = 0;
    boolean fenced = false;
    while (at <= text.length()) {
      int end = text.indexOf('\n', at);
      end = end < 0 ? text.length() : end;
      String line = text.substring(at, end).stripTrailing();
      String bare = line.strip();
      if (FENCE.matcher(bare).matches()) {
        flush();
        fenced = !fenced;
      } else if (fenced) {
        add(Outline.Kind.CODE, line, at);
      } else if (bare.isEmpty()) {
        flush();
      } else if (UNDERLINE.matcher(bare).matches()) {
        underline();
      } else if (HEADING.matcher(bare).matches()) {
        flush();
        add(Outline.Kind.HEADING, bare.replaceFirst("^#+\\s+", ""), at);
        flush();
      } else if (TABLE.matcher(bare).matches()) {
        add(Outline.Kind.ROW, bare, at);
      } else if (BULLET.matcher(bare).find()) {
        flush();
        add(Outline.Kind.ITEM, BULLET.matcher(bare).replaceFirst(""), at);
      } else if (open.isEmpty() && INDENTED.matcher(line).matches() && isCode(bare)) {
        add(Outline.Kind.CODE, line, at);
        flush();
      } else {
        boolean goesOn = kind == Outline.Kind.ITEM || kind == Outline.Kind.PARAGRAPH;
        add(goesOn ? kind : Outline.Kind.PARAGRAPH, line.stripLeading(), at);
      }
      at = end + 1;
    }
    flush();
  }

  /** A line of dashes makes the line before it a heading. */
  private void underline() {
    if (kind == Outline.Kind.PARAGRAPH && open.indexOf("\n") < 0) {
      kind = Outline.Kind.HEADING;
    }
    flush();
  }

  /** Prose is indented too; code has what prose has not. */
  private static boolean isCode(String line) {
    return line.matches(".*[{};=<>].*|.*\\(\\).*");
  }

  private void add(Outline.Kind of, String line, int at) {
    if (!open.isEmpty() && of != kind) {
      flush();
    }
    if (open.isEmpty()) {
      kind = of;
      begun = at;
    } else {
      open.append('\n');
    }
    open.append(line);
  }

  private void flush() {
    String said = open.toString().strip();
    if (!said.isEmpty()) {
      parts.add(new Outline.Part(kind, said, -1, begun));
    }
    open.setLength(0);
    kind = null;
  }
}
