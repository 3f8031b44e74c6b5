package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.student.span.SpanText;
import dev.stillroom.runtime.student.span.Templates;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds values by what they look like and what stands beside them: two digits and "pm", what
 * follows "user =". A pattern is a hash with how often it was right; nothing else is stored.
 */
public final class SpanPatterns implements Extractor {

  /** The most patterns. */
  public static final int MAX_PATTERNS = 50_000;

  private static final Set<String> TENSORS = Set.of("looks", "fields", "confidences", "absences");

  /** What a byte of confidence is counted in. */
  private static final double STEPS = 100;

  private final Form form;
  private final int[] looks;
  private final byte[] fields;
  private final byte[] confidences;
  private final float[] absences;

  /**
   * A stretch that a pattern means.
   *
   * @param last its last token
   */
  private record Match(int field, int first, int last, double confidence) {}

  /**
   * @param looks the patterns' hashes, ascending
   * @param fields for each the field it means
   * @param confidences for each how often it is right, in hundredths
   * @param absences for each field how often a text in which no pattern means it has none
   */
  public SpanPatterns(Form form, int[] looks, byte[] fields, byte[] confidences, float[] absences) {
    this.form = form;
    this.looks = looks;
    this.fields = fields;
    this.confidences = confidences;
    this.absences = absences;
  }

  @Override
  public Reads reads() {
    return Reads.TEXTS;
  }

  @Override
  public Architecture architecture() {
    return Architecture.SPAN_PATTERNS;
  }

  @Override
  public Form form() {
    return form;
  }

  @Override
  public Extraction extract(Input input) {
    SpanText text = SpanTagger.text(input);
    List<Match> matches = matches(text);
    // The surest first, of equals the longest.
    matches.sort(
        Comparator.comparingDouble((Match match) -> -match.confidence())
            .thenComparingInt(match -> match.first() - match.last())
            .thenComparingInt(Match::first));
    boolean[] taken = new boolean[text.size()];
    List<List<Match>> found = new ArrayList<>();
    form.blanks().forEach(blank -> found.add(new ArrayList<>()));
    for (Match match : matches) {
      List<Match> values = found.get(match.field());
      boolean full = !values.isEmpty() && !form.blanks().get(match.field()).list();
      if (!full && isFree(taken, match)) {
        Arrays.fill(taken, match.first(), match.last() + 1, true);
        values.add(match);
      }
    }
    List<Form.Guess> guesses = new ArrayList<>();
    for (int field = 0; field < absences.length; field++) {
      guesses.add(guess(text, found.get(field), absences[field]));
    }
    Extraction filled = form.fill(guesses);
    return text.cut() ? filled.cut() : filled;
  }

  private List<Match> matches(SpanText text) {
    Templates templates = new Templates(text);
    int[] seen = new int[Templates.MAX_LENGTH * Templates.LOOKS];
    List<Match> matches = new ArrayList<>();
    for (int first = 0; first < text.size(); first++) {
      int stretches = templates.at(first, seen);
      for (int look = 0; look < stretches * Templates.LOOKS; look++) {
        int pattern = Arrays.binarySearch(looks, seen[look]);
        if (pattern >= 0) {
          int last = first + look / Templates.LOOKS;
          matches.add(new Match(fields[pattern], first, last, confidences[pattern] / STEPS));
        }
      }
    }
    return matches;
  }

  private static boolean isFree(boolean[] taken, Match match) {
    for (int i = match.first(); i <= match.last(); i++) {
      if (taken[i]) {
        return false;
      }
    }
    return true;
  }

  private static Form.Guess guess(SpanText text, List<Match> matches, float absence) {
    List<Match> ordered = matches.stream().sorted(Comparator.comparingInt(Match::first)).toList();
    return Form.Guess.spans(
        ordered.stream().map(match -> text.between(match.first(), match.last())).toList(),
        ordered.stream().map(match -> text.starts()[match.first()]).toList(),
        ordered.stream().map(Match::confidence).toList(),
        absence);
  }

  @Override
  public SpanPatterns with(Form changed) {
    return new SpanPatterns(changed, looks, fields, confidences, absences);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form.write(architecture(), json);
    json.put("looks", Templates.VERSION);
    return new Program(
        json,
        Map.of(
            "looks", Tensor.of(looks),
            "fields", Tensor.of(ByteBuffer.wrap(fields), fields.length, 1),
            "confidences", Tensor.of(ByteBuffer.wrap(confidences), confidences.length, 1),
            "absences", Tensor.of(absences)));
  }

  @Override
  public List<String> inWords() {
    int[] counts = new int[form.blanks().size()];
    for (byte field : fields) {
      counts[field]++;
    }
    List<String> words = new ArrayList<>();
    for (int field = 0; field < counts.length; field++) {
      words.add(
          form.blanks().get(field).name()
              + ": "
              + counts[field]
              + (counts[field] == 1 ? " pattern" : " patterns")
              + " of letters, digits, words and neighbours (hashed)");
    }
    return words;
  }

  static SpanPatterns read(Fields program, Map<String, Tensor> tensors) throws ProgramRefused {
    Form form = Form.read(program);
    int version = program.integer("looks", 1, 1_000);
    if (version != Templates.VERSION) {
      throw new ProgramRefused(
          "its patterns are those of version "
              + version
              + ", here they are those of version "
              + Templates.VERSION
              + "; distill it again");
    }
    program.end();
    Tensors.exactly(tensors, TENSORS);
    int[] looks = tensors.get("looks").integers("looks");
    if (looks.length > MAX_PATTERNS) {
      throw new ProgramRefused("it has more than " + MAX_PATTERNS + " patterns: " + looks.length);
    }
    byte[] fields = tensors.get("fields").bytes("fields", looks.length, 1);
    byte[] confidences = tensors.get("confidences").bytes("confidences", looks.length, 1);
    for (int i = 0; i < looks.length; i++) {
      if (i > 0 && looks[i - 1] >= looks[i]) {
        throw new ProgramRefused("its patterns do not ascend at " + i);
      }
      if (fields[i] < 0 || fields[i] >= form.blanks().size()) {
        throw new ProgramRefused("pattern " + i + " means a field that is none: " + fields[i]);
      }
      if (confidences[i] < 0 || confidences[i] > STEPS) {
        throw new ProgramRefused("pattern " + i + " has an impossible confidence");
      }
    }
    float[] absences = tensors.get("absences").floats("absences", form.blanks().size());
    for (float absence : absences) {
      if (!(absence >= 0 && absence <= 1)) {
        throw new ProgramRefused("'absences' must be within 0 and 1");
      }
    }
    return new SpanPatterns(form, looks, fields, confidences, absences);
  }
}
