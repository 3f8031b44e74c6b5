package dev.stillroom.runtime.form;

import dev.stillroom.runtime.features.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * What a student sees of each field of a form, as hashes of 32 bits: the words of its names, their
 * parts, its kind of control and its options, what stands beside it and where it stands. A change
 * here is a new version, since packed students see forms through it.
 */
public final class FieldFeatures {

  public static final int VERSION = 2;

  private static final int MAX_WORDS = 40;
  private static final int MAX_PARTED = 16;
  private static final int SHORTEST_PART = 3;
  private static final int LONGEST_PART = 5;
  private static final int SHOWN_OPTIONS = 4;
  private static final int NEAR = 2;

  /** How far back the same names are looked for, in fields. */
  private static final int FAR = 40;

  private static final int LAST = 3;
  private static final int MAX_TOGETHER = 12;

  /** The length of the block of words' parts, where the others have 1. */
  private static final double PARTS = 1.2;

  private FieldFeatures() {}

  /**
   * For each field its features. What belongs together (the words of a label, the parts of words, a
   * neighbour's words) has the same length together, so that a long label does not drown a name.
   */
  public static List<Vector> of(WebForm form) {
    List<WebField> fields = form.fields();
    List<Names> names = fields.stream().map(Names::of).toList();
    List<Vector> features = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      Sink sink = new Sink();
      own(fields.get(i), names.get(i), sink);
      around(fields, names, i, sink);
      features.add(sink.vector());
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
    words("n", names.code(), sink);
    words("l", names.label(), sink);
    words("h", names.hint(), sink);
    words("a", names.all(), sink);
    parts(names.all(), sink);
    kinds(names.all(), field.type(), sink);
    together(names.all(), sink);
    sink.block(1);
    sink.add("bias");
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
    sink.block(1);
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
    sink.block(PARTS);
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

  /** Words with the kind of control, and how far from the end the last ones stand. */
  private static void kinds(List<String> words, String type, Sink sink) {
    sink.block(1);
    for (String word : words) {
      sink.add("wt=" + word + type);
    }
    for (int i = 0; i < Math.min(LAST, words.size()); i++) {
      sink.add("e" + i + ":" + words.get(words.size() - 1 - i));
    }
    if (!words.isEmpty()) {
      sink.add("lt=" + words.getLast() + type);
      sink.add("ft=" + words.getFirst() + type);
    }
  }

  /** Each two words of a field, wherever they stand. */
  private static void together(List<String> words, Sink sink) {
    sink.block(1);
    List<String> sorted = List.copyOf(new TreeSet<>(first(words, MAX_TOGETHER)));
    for (int i = 0; i < sorted.size(); i++) {
      for (int k = i + 1; k < sorted.size(); k++) {
        sink.add("c:" + sorted.get(i) + " " + sorted.get(k));
      }
    }
  }

  private static void around(List<WebField> fields, List<Names> names, int i, Sink sink) {
    for (int d = 1; d <= NEAR; d++) {
      beside(fields, names, i - d, "-" + d, sink);
      beside(fields, names, i + d, "+" + d, sink);
    }
    List<String> all = names.get(i).all();
    List<String> before = i > 0 ? names.get(i - 1).all() : List.of();
    List<String> after = i + 1 < fields.size() ? names.get(i + 1).all() : List.of();
    sink.block(1);
    sink.add("cn=" + last(all) + "|" + last(after));
    sink.add("pc=" + last(before) + "|" + last(all));
    sink.add("pn=" + last(before) + "|" + last(after));
    sink.block(1);
    List<String> fresh = new ArrayList<>(all);
    fresh.removeAll(before);
    fresh.forEach(word -> sink.add("new:" + word));
    sink.block(1);
    if (!all.isEmpty()) {
      sink.add(all.equals(before) ? "same-" : "other-");
      sink.add(all.equals(after) ? "same+" : "other+");
      sink.add(fresh.isEmpty() ? "nothing-new" : "new");
    }
    int time = 0;
    for (int j = Math.max(0, i - FAR); j < i && !all.isEmpty(); j++) {
      time += names.get(j).all().equals(all) ? 1 : 0;
    }
    sink.add("time=" + Math.min(time, 4));
    sink.add("place=" + Math.min(i, 4));
    sink.add("left=" + Math.min(fields.size() - 1 - i, 3));
  }

  private static String last(List<String> words) {
    return words.isEmpty() ? "" : words.getLast();
  }

  private static void beside(
      List<WebField> fields, List<Names> names, int j, String where, Sink sink) {
    sink.block(1);
    if (j < 0 || j >= fields.size()) {
      sink.add(where + "none");
      return;
    }
    for (String word : first(names.get(j).all(), 10)) {
      sink.add(where + ":" + word);
    }
    sink.add(where + "t=" + fields.get(j).type());
    sink.add(where + "=" + String.join(" ", names.get(j).all()));
  }

  private static List<String> first(List<String> words, int count) {
    return words.size() > count ? words.subList(0, count) : words;
  }

  /** Takes features block by block. */
  private static final class Sink {
    private long[] all = new long[256];
    private int size;
    private int begun;
    private double length = 1;

    /** Ends a block and begins the next, whose features have this length together. */
    void block(double blockLength) {
      end();
      length = blockLength;
    }

    void add(String feature) {
      if (size == all.length) {
        all = Arrays.copyOf(all, 2 * size);
      }
      all[size++] = (long) hash(feature) << 32;
    }

    private void end() {
      Arrays.sort(all, begun, size);
      int kept = begun;
      for (int i = begun; i < size; i++) {
        if (kept == begun || all[kept - 1] != all[i]) {
          all[kept++] = all[i];
        }
      }
      float weight = (float) (length / Math.sqrt(kept - begun));
      for (int i = begun; i < kept; i++) {
        all[i] |= Float.floatToIntBits(weight);
      }
      begun = kept;
      size = kept;
    }

    Vector vector() {
      end();
      Arrays.sort(all, 0, size);
      int[] hashes = new int[size];
      float[] weights = new float[size];
      int n = 0;
      for (int i = 0; i < size; i++) {
        int hash = (int) (all[i] >> 32);
        n -= n > 0 && hashes[n - 1] == hash ? 1 : 0;
        hashes[n] = hash;
        weights[n++] = Float.intBitsToFloat((int) all[i]);
      }
      return new Vector(Arrays.copyOf(hashes, n), Arrays.copyOf(weights, n));
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
