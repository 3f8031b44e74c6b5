package dev.stillroom.runtime.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a student sees of each field of a form, as hashes of 32 bits: the words of its names, their
 * parts, its kind of control and its options, what stands beside it and where it stands. A change
 * here is a new version, since packed students see forms through it.
 */
public final class FieldFeatures {

  public static final int VERSION = 1;

  private static final int MAX_WORDS = 40;
  private static final int MAX_PARTED = 16;
  private static final int SHORTEST_PART = 3;
  private static final int LONGEST_PART = 5;
  private static final int SHOWN_OPTIONS = 4;
  private static final int NEAR = 2;

  private FieldFeatures() {}

  /** For each field its features' hashes, ascending, none twice. */
  public static int[][] of(WebForm form) {
    List<WebField> fields = form.fields();
    List<Names> names = fields.stream().map(Names::of).toList();
    int[][] features = new int[fields.size()][];
    for (int i = 0; i < features.length; i++) {
      Sink sink = new Sink();
      own(fields.get(i), names.get(i), sink);
      around(fields, names, i, sink);
      features[i] = sink.sorted();
    }
    return features;
  }

  /**
   * The words of a field's texts.
   *
   * @param all those of all its texts in order
   */
  private record Names(List<String> code, List<String> label, List<String> hint, List<String> all) {

    static Names of(WebField field) {
      List<String> code = new ArrayList<>(FieldWords.of(field.name()));
      List<String> id = FieldWords.of(field.id());
      if (!id.equals(code)) {
        code.addAll(id);
      }
      List<String> label = new ArrayList<>(FieldWords.of(field.label()));
      if (label.isEmpty()) {
        label.addAll(FieldWords.of(field.before()));
      }
      List<String> hint = new ArrayList<>(FieldWords.of(field.placeholder()));
      hint.addAll(FieldWords.of(field.title()));
      List<String> all = new ArrayList<>(first(code));
      all.addAll(first(label));
      all.addAll(first(hint));
      return new Names(first(code), first(label), first(hint), all);
    }

    private static List<String> first(List<String> words) {
      return words.size() > MAX_WORDS ? words.subList(0, MAX_WORDS) : words;
    }
  }

  private static void own(WebField field, Names names, Sink sink) {
    sink.add("bias");
    words("n", names.code(), sink);
    words("l", names.label(), sink);
    words("h", names.hint(), sink);
    words("a", names.all(), sink);
    parts(names.all(), sink);
    if (names.all().isEmpty()) {
      sink.add("wordless");
    }
    sink.add("words=" + Math.min(names.all().size(), 8));
    sink.add("t=" + field.type());
    if (!field.inputMode().isEmpty()) {
      sink.add("i=" + field.inputMode());
    }
    if (field.maxLength() >= 0) {
      sink.add(
          "m=" + (field.maxLength() <= 20 ? field.maxLength() : field.maxLength() <= 60 ? 40 : 99));
    }
    if (field.isRequired()) {
      sink.add("required");
    }
    FieldType said = Autocomplete.type(field.autocomplete()).orElse(null);
    if (said != null) {
      sink.add("said=" + said.label());
    }
    for (String word : first(FieldWords.of(field.section()), 8)) {
      sink.add("s:" + word);
    }
    options(field, sink);
  }

  private static void options(WebField field, Sink sink) {
    int count = field.options().size();
    if (count == 0) {
      return;
    }
    sink.add(
        "o#"
            + (count <= 12
                ? count
                : count <= 33 ? 31 : count <= 70 ? 50 : count <= 150 ? 100 : 200));
    int step = Math.max(1, count / SHOWN_OPTIONS);
    for (int i = 0; i < count; i += step) {
      for (String word : first(FieldWords.of(field.options().get(i).text()), 4)) {
        sink.add("o:" + word);
      }
      sink.add("O:" + shape(field.options().get(i).value()));
    }
  }

  /** Letters and digits by kind: {@code AA}, {@code 00}, {@code 0000}. */
  private static String shape(String value) {
    StringBuilder shape = new StringBuilder();
    for (int i = 0; i < Math.min(value.length(), 6); i++) {
      char c = value.charAt(i);
      shape.append(
          Character.isDigit(c)
              ? '0'
              : Character.isUpperCase(c) ? 'A' : Character.isLetter(c) ? 'a' : '.');
    }
    return shape.toString();
  }

  private static void words(String where, List<String> words, Sink sink) {
    String before = "^";
    for (String word : words) {
      sink.add(where + ":" + word);
      sink.add(where + "2:" + before + " " + word);
      before = word;
    }
    if (!words.isEmpty()) {
      sink.add(where + "2:" + before + " $");
      sink.add(where + "=" + String.join(" ", words));
    }
  }

  private static void parts(List<String> words, Sink sink) {
    for (String word : first(words, MAX_PARTED)) {
      String padded = "<" + word + ">";
      for (int from = 0; from < padded.length(); from++) {
        for (int to = from + SHORTEST_PART;
            to <= Math.min(padded.length(), from + LONGEST_PART);
            to++) {
          sink.add("p:" + padded.substring(from, to));
        }
      }
    }
  }

  private static void around(List<WebField> fields, List<Names> names, int i, Sink sink) {
    for (int d = 1; d <= NEAR; d++) {
      beside(fields, names, i - d, "-" + d, sink);
      beside(fields, names, i + d, "+" + d, sink);
    }
    List<String> all = names.get(i).all();
    if (i > 0 && !all.isEmpty()) {
      List<String> before = names.get(i - 1).all();
      sink.add(all.equals(before) ? "same-" : "other-");
      List<String> fresh = new ArrayList<>(all);
      fresh.removeAll(before);
      fresh.forEach(word -> sink.add("new:" + word));
      if (fresh.isEmpty()) {
        sink.add("nothing-new");
      }
    }
    if (i + 1 < fields.size() && !all.isEmpty() && all.equals(names.get(i + 1).all())) {
      sink.add("same+");
    }
    int time = 0;
    for (int j = 0; j < i && time < 4 && !all.isEmpty(); j++) {
      time += names.get(j).all().equals(all) ? 1 : 0;
    }
    sink.add("time=" + time);
    sink.add("place=" + Math.min(i, 4));
    sink.add("left=" + Math.min(fields.size() - 1 - i, 3));
  }

  private static void beside(
      List<WebField> fields, List<Names> names, int j, String where, Sink sink) {
    if (j < 0 || j >= fields.size()) {
      sink.add(where + "none");
      return;
    }
    for (String word : first(names.get(j).all(), 10)) {
      sink.add(where + ":" + word);
    }
    sink.add(where + "t=" + fields.get(j).type());
  }

  private static List<String> first(List<String> words, int count) {
    return words.size() > count ? words.subList(0, count) : words;
  }

  private static final class Sink {
    private int[] hashes = new int[256];
    private int size;

    void add(String feature) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, 2 * size);
      }
      hashes[size++] = hash(feature);
    }

    int[] sorted() {
      Arrays.sort(hashes, 0, size);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (kept == 0 || hashes[kept - 1] != hashes[i]) {
          hashes[kept++] = hashes[i];
        }
      }
      return Arrays.copyOf(hashes, kept);
    }

    /** FNV-1a of 64 bits, mixed as in SplitMix64, folded to 32. */
    private static int hash(String text) {
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
      hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
      return (int) (hash ^ (hash >>> 32));
    }
  }
}
