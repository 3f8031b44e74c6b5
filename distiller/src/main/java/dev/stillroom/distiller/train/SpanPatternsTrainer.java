package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.train.span.SpanLabels;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.SpanPatterns;
import dev.stillroom.runtime.student.SpanTagger;
import dev.stillroom.runtime.student.span.Chain;
import dev.stillroom.runtime.student.span.SpanText;
import dev.stillroom.runtime.student.span.Templates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds patterns for values in plain texts: of all the looks that a value has, alone and between
 * its neighbours, the one that meant its field most reliably in all texts; of equals the most
 * general.
 */
final class SpanPatternsTrainer implements FieldTrainer {

  /** What is right at least as often as it is wrong or new. */
  private static final double LEAST = 0.5;

  /** Multiplications and additions for a token, about. */
  private static final double WORK = 20_000;

  /** The values that patterns are made of; each has {@link Templates#LOOKS}. */
  private static final int MAX_VALUES = 30_000;

  /** A value in its place. */
  private record Value(int text, int field, int first, int last) {}

  /** For each field how often a look was one of its values, and how often it was not. */
  private static final class Tally {
    private final int[] right;
    private final int[] wrong;

    Tally(int fields) {
      right = new int[fields];
      wrong = new int[fields];
    }

    /** Once right says little: half. */
    double confidence(int field) {
      return right[field] / (right[field] + wrong[field] + 1.0);
    }
  }

  @Override
  public Architecture architecture() {
    return Architecture.SPAN_PATTERNS;
  }

  @Override
  public String pointless(List<Sample> samples) {
    return SpanTaggerTrainer.noUse(samples);
  }

  @Override
  public double work(List<Sample> samples, Form form) {
    return WORK * SpanTaggerTrainer.tokens(samples);
  }

  @Override
  public SpanPatterns train(List<Sample> samples, Form form) {
    List<SpanText> texts =
        samples.stream().map(sample -> SpanTagger.text(sample.example().input())).toList();
    List<SpanLabels> labels = SpanLabels.of(samples, form, texts);
    List<Templates> templates = texts.stream().map(Templates::new).toList();
    List<Value> values = values(labels);
    int[] looks = new int[Templates.MAX_LENGTH * Templates.LOOKS];
    Map<Integer, Tally> tallies = new HashMap<>();
    int size = form.blanks().size();
    for (Value value : values) {
      templates.get(value.text()).at(value.first(), looks);
      for (int look : looks(value, looks)) {
        tallies.computeIfAbsent(look, key -> new Tally(size)).right[value.field()]++;
      }
    }
    for (int text = 0; text < texts.size(); text++) {
      count(texts.get(text), templates.get(text), labels.get(text), looks, tallies);
    }
    Map<Integer, Integer> fields = new TreeMap<>();
    Map<Integer, Double> confidences = new HashMap<>();
    for (Value value : values) {
      templates.get(value.text()).at(value.first(), looks);
      int best = 0;
      double most = 0;
      for (int look : looks(value, looks)) {
        double confidence = tallies.get(look).confidence(value.field());
        if (confidence > most) {
          most = confidence;
          best = look;
        }
      }
      if (most >= LEAST && most > confidences.getOrDefault(best, 0.0)) {
        confidences.put(best, most);
        fields.put(best, value.field());
      }
    }
    float[] unknown = new float[form.blanks().size()];
    SpanPatterns told = patterns(form, fields, confidences, LEAST, unknown);
    return patterns(form, fields, confidences, 0, absences(told, samples, form));
  }

  /**
   * How often there is nothing where no pattern means anything, by the patterns that more than one
   * value speaks for: those of one value alone would find it again.
   */
  private static float[] absences(SpanPatterns told, List<Sample> samples, Form form) {
    int[] none = new int[form.blanks().size()];
    int[] right = new int[none.length];
    for (Sample sample : samples) {
      Extraction said = told.extract(sample.example().input());
      for (int field = 0; field < none.length; field++) {
        Sample.Wanted wanted = sample.wanted().get(form.blanks().get(field).name());
        if (wanted != null && said.fields().get(field).values().isEmpty()) {
          none[field]++;
          right[field] += wanted.values().isEmpty() ? 1 : 0;
        }
      }
    }
    float[] absences = new float[none.length];
    for (int field = 0; field < none.length; field++) {
      absences[field] = (right[field] + 0.5f) / (none[field] + 1);
    }
    return absences;
  }

  private static int[] looks(Value value, int[] looks) {
    int from = (value.last() - value.first()) * Templates.LOOKS;
    return Arrays.copyOfRange(looks, from, from + Templates.LOOKS);
  }

  private static List<Value> values(List<SpanLabels> labels) {
    List<Value> values = new ArrayList<>();
    for (int text = 0; text < labels.size(); text++) {
      int[] tags = labels.get(text).tags();
      for (int i = 0; i < tags.length && values.size() < MAX_VALUES; i++) {
        if (Chain.isBeginning(tags[i])) {
          int last = i;
          while (last + 1 < tags.length && tags[last + 1] == tags[i] + 1) {
            last++;
          }
          if (last - i < Templates.MAX_LENGTH) {
            values.add(new Value(text, Chain.field(tags[i]), i, last));
          }
        }
      }
    }
    return values;
  }

  /** Counts the stretches that look like a value of a field and are none. */
  private static void count(
      SpanText text,
      Templates templates,
      SpanLabels labels,
      int[] looks,
      Map<Integer, Tally> tallies) {
    int[] tags = labels.tags();
    for (int first = 0; first < text.size(); first++) {
      int stretches = templates.at(first, looks);
      for (int k = 0; k < stretches * Templates.LOOKS; k++) {
        int last = first + k / Templates.LOOKS;
        Tally tally = tallies.get(looks[k]);
        for (int field = 0; tally != null && field < tally.wrong.length; field++) {
          if (!labels.open()[field] && !isValue(tags, field, first, last)) {
            tally.wrong[field]++;
          }
        }
      }
    }
  }

  private static boolean isValue(int[] tags, int field, int first, int last) {
    if (tags[first] != Chain.begins(field)) {
      return false;
    }
    for (int i = first + 1; i <= last; i++) {
      if (tags[i] != Chain.goesOn(field)) {
        return false;
      }
    }
    return last + 1 == tags.length || tags[last + 1] != Chain.goesOn(field);
  }

  private static SpanPatterns patterns(
      Form form,
      Map<Integer, Integer> fields,
      Map<Integer, Double> confidences,
      double above,
      float[] absences) {
    int size = Math.min(fields.size(), SpanPatterns.MAX_PATTERNS);
    int[] looks = new int[size];
    byte[] meant = new byte[size];
    byte[] sure = new byte[size];
    int at = 0;
    for (Map.Entry<Integer, Integer> pattern : fields.entrySet()) {
      if (at < size && confidences.get(pattern.getKey()) > above) {
        looks[at] = pattern.getKey();
        meant[at] = pattern.getValue().byteValue();
        sure[at++] = (byte) Math.floor(100 * confidences.get(pattern.getKey()));
      }
    }
    return new SpanPatterns(
        form,
        Arrays.copyOf(looks, at),
        Arrays.copyOf(meant, at),
        Arrays.copyOf(sure, at),
        absences);
  }
}
