package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.dataset.Dataset;
import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.train.Trainer;
import dev.stillroom.distiller.verify.Evidence;
import dev.stillroom.distiller.verify.LabelErrors;
import dev.stillroom.distiller.verify.Split;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A teacher's labels that are probably wrong, by confident learning: students that had not seen
 * them are surer of another label. They are not learned from; the person's own labels stay,
 * whatever a student thinks of them.
 */
final class Doubts {

  private static final int FOLDS = 3;
  private static final int MOST_QUESTIONS = 20;

  private Doubts() {}

  /**
   * The examples without those; how many they were is written into the report, the most doubtful
   * become questions behind those there are.
   *
   * @param onlySmall whether the encoder is left out
   */
  static List<Example> weeded(
      List<Example> examples,
      ObjectNode report,
      ArrayNode questions,
      boolean onlySmall,
      Job.Progress progress)
      throws JobFailure {
    report.put("doubtful", 0);
    boolean taught = examples.stream().anyMatch(Doubts::isTaught);
    if (!taught || examples.stream().map(Example::output).distinct().count() < 2) {
      return examples;
    }
    progress.report(0.5, "weeding");
    Dataset dataset = Dataset.of(examples);
    List<Item> items = dataset.items();
    List<Item> predicted = new ArrayList<>();
    Evidence evidence = predict(dataset, predicted, onlySmall);
    Map<String, LabelErrors.Suspect> suspects = new HashMap<>();
    for (LabelErrors.Suspect one :
        LabelErrors.of(predicted, evidence, dataset.labels().size()).found()) {
      if (!one.item().mayVerify()) {
        suspects.put(key(one.item(), dataset), one);
      }
    }
    // No label may lose all of its examples: what is rare looks wrong.
    Set<String> left =
        items.stream()
            .filter(i -> i.inScope() && !suspects.containsKey(key(i, dataset)))
            .map(i -> dataset.labels().get(i.label()))
            .collect(Collectors.toSet());
    List<Example> kept = new ArrayList<>();
    int doubtful = 0;
    for (Example example : examples) {
      String label = example.output().asText();
      LabelErrors.Suspect suspect =
          isTaught(example)
              ? suspects.get(Dataset.canonical(example.input().members()) + "\n" + label)
              : null;
      if (suspect == null || !left.contains(label)) {
        kept.add(example);
      } else {
        doubtful++;
        if (questions.size() < MOST_QUESTIONS) {
          ObjectNode question = questions.addObject();
          question.set("input", example.input().members());
          question.putArray("outputs").add(label).add(dataset.labels().get(suspect.suggested()));
          question.put("alike", 0);
        }
      }
    }
    report.put("doubtful", doubtful);
    return kept;
  }

  private static String key(Item item, Dataset dataset) {
    return item.key() + "\n" + (item.inScope() ? dataset.labels().get(item.label()) : "null");
  }

  private static boolean isTaught(Example example) {
    return example.source() == Example.Source.TEACHER
        || example.source() == Example.Source.SYNTHETIC;
  }

  /** All items, each by a student that has not learned from it: the best that takes seconds. */
  private static Evidence predict(Dataset dataset, List<Item> predicted, boolean onlySmall) {
    List<Item> items = dataset.items();
    Split split = Split.even(items, FOLDS);
    split.predicted().forEach(i -> predicted.add(items.get(i)));
    Trainer largest = Trainer.LADDER.getLast();
    Trainer small = Trainer.SMALL.getLast();
    if (onlySmall || largest.pointless(items, dataset.labels()) != null) {
      return gather(small, dataset, split);
    }
    try {
      return gather(largest, dataset, split);
    } catch (EncoderFailure failure) {
      return gather(small, dataset, split);
    }
  }

  private static Evidence gather(Trainer trainer, Dataset dataset, Split split) {
    return Evidence.gather(
        trainer, trainer.course(dataset.items(), dataset.labels()), dataset.items(), split);
  }
}
