package dev.stillroom.distiller.train.form;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Samples;
import dev.stillroom.distiller.train.FieldTrainer;
import dev.stillroom.distiller.train.TextProgramTrainer;
import dev.stillroom.distiller.train.TextProgramTrainer.Pair;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.FieldTyper;
import dev.stillroom.runtime.form.NamedValues;
import dev.stillroom.runtime.form.WebField;
import dev.stillroom.runtime.job.JobFailure;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Extraction;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.FormFlow;
import dev.stillroom.runtime.student.FormFlow.Target;
import dev.stillroom.runtime.student.TextProgram;
import dev.stillroom.runtime.student.form.FlowRun;
import dev.stillroom.runtime.student.form.FlowRun.Made;
import dev.stillroom.runtime.student.form.Way;
import dev.stillroom.runtime.student.text.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Learns a flow from forms that were filled in by hand: for each field all ways that make what the
 * person put there, every time. A way that misses once is none, since a person who copies means it.
 */
public final class FlowTrainer {

  private static final int MAX_WAYS = 4;

  /** Values that a text program may be made of. */
  private static final int MAX_COLUMNS = 3;

  /** For one field's program, in nanoseconds of work. */
  private static final long LIMIT = 1_500_000_000L;

  /** How often the same must have been put there to be always the same. */
  private static final int ALWAYS = 2;

  private final FieldTyper typer;
  private final long seed;

  public FlowTrainer(FieldTyper typer, long seed) {
    this.typer = typer;
    this.seed = seed;
  }

  /**
   * @param demonstrations at least one
   */
  public FormFlow train(List<Demonstration> demonstrations)
      throws JobFailure, InterruptedException {
    List<FlowRun> runs = runs(demonstrations, null);
    Set<String> keys = new LinkedHashSet<>();
    demonstrations.forEach(one -> keys.addAll(one.values().keySet()));
    Map<String, List<Way>> ways = new LinkedHashMap<>();
    for (String key : keys) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled at field " + key);
      }
      ways.put(key, ways(new Asked(key, demonstrations, runs)));
    }
    Extractor extractor = extractor(demonstrations, ways);
    if (extractor != null) {
      List<FlowRun> taking = runs(demonstrations, extractor);
      for (String key : keys) {
        Way taken = new Way.Taken(key);
        if (ways.get(key).isEmpty() && makes(taken, new Asked(key, demonstrations, taking))) {
          ways.put(key, List.of(taken));
        }
      }
    }
    List<Target> targets = new ArrayList<>();
    boolean takes = false;
    for (Map.Entry<String, List<Way>> field : ways.entrySet()) {
      if (!field.getValue().isEmpty()) {
        targets.add(new Target(field.getKey(), field.getValue()));
        takes |= field.getValue().getFirst() instanceof Way.Taken;
      }
    }
    return new FormFlow(demonstrations.size(), targets, takes ? extractor : null);
  }

  private List<FlowRun> runs(List<Demonstration> demonstrations, Extractor extractor) {
    return demonstrations.stream()
        .map(one -> new FlowRun(one.form(), one.types(), one.source(), typer, extractor))
        .toList();
  }

  /**
   * One field in all demonstrations in which it was filled.
   *
   * @param key the field
   */
  private record Asked(String key, List<Demonstration> all, List<FlowRun> runs) {

    /** The demonstrations in which the person put something there. */
    List<Integer> which() {
      List<Integer> which = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).values().containsKey(key)) {
          which.add(i);
        }
      }
      return which;
    }

    int place(int i) {
      return all.get(i).form().keys().indexOf(key);
    }

    String value(int i) {
      return all.get(i).values().get(key);
    }

    /** What a person reads there: an option's text. */
    String shown(int i) {
      WebField field = all.get(i).form().fields().get(place(i));
      for (WebField.Option option : field.options()) {
        if (option.value().equals(value(i))) {
          return option.text();
        }
      }
      return value(i);
    }
  }

  private List<Way> ways(Asked asked) {
    List<Integer> which = asked.which();
    List<Way> ways = new ArrayList<>();
    List<Map<String, NamedValues.Named>> named =
        which.stream().map(i -> NamedValues.of(asked.all().get(i).source())).toList();
    Set<String> columns = new LinkedHashSet<>(named.getFirst().keySet());
    named.forEach(values -> columns.retainAll(values.keySet()));
    for (String column : columns) {
      for (boolean fitted : new boolean[] {false, true}) {
        Way way = new Way.Named(List.of(column), null, fitted);
        if (ways.size() < MAX_WAYS && makes(way, asked)) {
          ways.add(way);
          break;
        }
      }
    }
    if (makes(new Way.Typed(), asked)) {
      ways.add(new Way.Typed());
    }
    if (ways.isEmpty()) {
      program(asked, which, columns, named).ifPresent(ways::add);
    }
    if (ways.isEmpty() && which.size() >= ALWAYS) {
      Way fixed = new Way.Fixed(asked.value(which.getFirst()));
      if (makes(fixed, asked)) {
        ways.add(fixed);
      }
    }
    return ways;
  }

  /** Whether a way made what the person put there, every time. */
  private static boolean makes(Way way, Asked asked) {
    for (int i : asked.which()) {
      Made made = asked.runs().get(i).made(asked.place(i), way);
      if (made == null || !made.value().equals(asked.value(i))) {
        return false;
      }
    }
    return true;
  }

  private Optional<Way> program(
      Asked asked,
      List<Integer> which,
      Set<String> columns,
      List<Map<String, NamedValues.Named>> named) {
    List<String> outputs = which.stream().map(asked::shown).toList();
    if (which.size() < 2 || new HashSet<>(outputs).size() < 2) {
      return Optional.empty();
    }
    List<String> likely = likely(columns, named, outputs);
    Optional<Way> byHeart = Optional.empty();
    for (int size = 1; size <= likely.size(); size++) {
      // The most likely alone first, then together with the next ones.
      List<String> chosen = likely.subList(0, size);
      List<Pair> pairs = new ArrayList<>();
      for (int k = 0; k < which.size(); k++) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        for (String column : chosen) {
          input.put(column, named.get(k).get(column).value());
        }
        pairs.add(new Pair(new Input(input), outputs.get(k)));
      }
      Optional<TextProgram> program =
          TextProgramTrainer.inTime(seed, LIMIT).train(pairs, List.of());
      if (program.isPresent()) {
        Way way = new Way.Named(chosen, program.get(), false);
        if (makes(way, asked)) {
          if (!Trust.chooses(program.get().voices().getFirst().text())) {
            return Optional.of(way);
          }
          // What one value gives only by a table, two values may give by a rule.
          byHeart = byHeart.or(() -> Optional.of(way));
        }
      }
    }
    return byHeart;
  }

  /** Values that share words with what was put there, those that share most first. */
  private static List<String> likely(
      Set<String> columns, List<Map<String, NamedValues.Named>> named, List<String> outputs) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (String column : columns) {
      double share = 0;
      for (int k = 0; k < outputs.size(); k++) {
        share += shared(named.get(k).get(column).value(), outputs.get(k)) / outputs.size();
      }
      if (share > 0.2) {
        shares.put(column, share);
      }
    }
    return shares.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(MAX_COLUMNS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How much of the output, in pairs of characters, stands in the value. */
  private static double shared(String value, String output) {
    String in = value.toLowerCase(Locale.ROOT);
    String of = output.toLowerCase(Locale.ROOT);
    if (of.length() < 2) {
      return in.contains(of) ? 1 : 0;
    }
    int found = 0;
    for (int i = 0; i + 2 <= of.length(); i++) {
      found += in.contains(of.substring(i, i + 2)) ? 1 : 0;
    }
    return (double) found / (of.length() - 1);
  }

  /** For what stands in pages and texts without a name: one of the extractors there are. */
  private static Extractor extractor(
      List<Demonstration> demonstrations, Map<String, List<Way>> ways)
      throws JobFailure, InterruptedException {
    List<String> open =
        ways.entrySet().stream()
            .filter(e -> e.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    boolean readable =
        demonstrations.stream()
            .allMatch(
                one ->
                    InputPage.in(one.source()) || one.source().members().path("text").isTextual());
    if (open.isEmpty() || !readable) {
      return null;
    }
    List<Example> examples = new ArrayList<>();
    for (Demonstration one : demonstrations) {
      ObjectNode output = JsonNodeFactory.instance.objectNode();
      for (String key : open) {
        if (one.values().containsKey(key)) {
          output.put(key, one.values().get(key));
        }
      }
      ObjectNode members = one.source().members().deepCopy();
      members.remove(List.of("form", "copied", "previous"));
      examples.add(new Example(new Input(members), output, null, null, null, Example.Source.USER));
    }
    Samples samples = Samples.of(examples);
    Extractor best = null;
    long most = 0;
    for (FieldTrainer trainer : FieldTrainer.LADDER) {
      Architecture kind = trainer.architecture();
      if (kind != Architecture.PAGE_FIELDS && kind != Architecture.SPAN_PATTERNS
          || trainer.pointless(samples.samples()) != null) {
        continue;
      }
      Extractor extractor = trainer.train(samples.samples(), samples.form());
      long right = examples.stream().mapToLong(example -> right(extractor, example)).sum();
      if (right > most) {
        best = extractor;
        most = right;
      }
    }
    return best;
  }

  private static long right(Extractor extractor, Example example) {
    Extraction extraction = extractor.extract(example.input());
    return extraction.fields().stream()
        .filter(
            field ->
                !field.said().isEmpty()
                    && field.said().getFirst().equals(example.output().path(field.name()).asText()))
        .count();
  }
}
