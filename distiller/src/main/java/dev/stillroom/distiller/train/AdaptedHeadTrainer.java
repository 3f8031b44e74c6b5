package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.distiller.train.EncodedCourse.View;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderFailure;
import dev.stillroom.runtime.example.BadExample;
import dev.stillroom.runtime.student.AdaptedHead;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.EncoderHead;
import dev.stillroom.runtime.student.LowRank;
import dev.stillroom.runtime.student.Reading;
import dev.stillroom.runtime.student.Student;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Fits an adapter so that texts of one label come to lie together, rounds it to the bytes of a
 * pack, and then trains a head on the vectors that the encoder makes with exactly these bytes.
 */
final class AdaptedHeadTrainer implements Trainer {

  /** Fewer examples say too little about what should lie where. */
  private static final int LEAST = 24;

  /** How the examples are seen where nothing tells. */
  private static final View USUAL = new View(List.of(Reading.WHOLE), Gain.USUAL);

  /**
   * How much less than usual the vectors may count beside the words. Those of the texts that an
   * adapter learned from lie better than others will, and the more of them there are, the more.
   */
  private static final float[] LOWER = {8, 4, 2, 1};

  /** What more is seen must leave so much of the surprise at most to be worth it. */
  private static final double WORTH = EncodedCourse.WORTH;

  private final long seed;
  private final long deadline;

  /**
   * @param deadline {@link System#nanoTime} after which no step of a fit is begun
   */
  AdaptedHeadTrainer(long seed, long deadline) {
    this.seed = seed;
    this.deadline = deadline;
  }

  @Override
  public Architecture architecture() {
    return Architecture.ADAPTED_HEAD;
  }

  @Override
  public boolean learnsOutOfScope() {
    return true;
  }

  @Override
  public int mostFolds() {
    return 3;
  }

  @Override
  public String pointless(List<Item> items, List<String> labels) {
    String plain = new EncoderHeadTrainer().pointless(items, labels);
    if (plain != null) {
      return plain;
    }
    if (items.size() < LEAST) {
      return "an adapter needs " + LEAST + " examples, there are " + items.size();
    }
    return AdapterPart.find().isEmpty() ? "the part that trains adapters is not installed" : null;
  }

  @Override
  public double preparation(List<Item> items) {
    return items.size() * EncoderHeadTrainer.WORK_PER_TEXT;
  }

  @Override
  public double work(List<Item> items, List<String> labels) {
    // Some four letters a token, two tokens around a text, and no more than are read.
    long tokens =
        items.stream()
            .mapToLong(item -> 2 + Math.min(254, EncoderHead.text(item.features()).length() / 4))
            .sum();
    return items.size() * EncoderHeadTrainer.WORK_PER_TEXT
        + AdapterPart.find().map(part -> part.work(tokens, items.size())).orElse(0.0);
  }

  @Override
  public Student train(List<Item> items, List<String> labels) {
    return course(items, labels).train(IntStream.range(0, items.size()).boxed().toList());
  }

  @Override
  public Course course(List<Item> items, List<String> labels) {
    return new Adapted(
        EncoderHeadTrainer.installed().orElseThrow(),
        AdapterPart.find().orElseThrow(),
        items,
        labels);
  }

  private final class Adapted implements Course {

    private final Encoder encoder;
    private final AdapterFitting part;
    private final List<Item> items;
    private final List<String> labels;
    private final List<String> texts;
    private final List<float[]> states;
    private final Corpus corpus;

    /**
     * No adapter reaches how a text begins; null where there are too few texts to tell its worth.
     */
    private final List<float[]> openings;

    /** What says of this course's items what each student of it says. */
    private final Map<Student, EncodedCourse> heads = new HashMap<>();

    private int cut;

    /** Chosen once for all students; null before. */
    private View view;

    Adapted(Encoder encoder, AdapterFitting part, List<Item> items, List<String> labels) {
      this.encoder = encoder;
      this.part = part;
      this.items = items;
      this.labels = labels;
      this.texts = items.stream().map(item -> EncoderHead.text(item.features())).toList();
      this.states = encoder.states(texts);
      this.corpus = Corpus.of(items);
      this.openings =
          items.stream().filter(Item::inScope).count() < Halves.ENOUGH
              ? null
              : openings(encoder, texts);
    }

    private static List<float[]> openings(Encoder encoder, List<String> texts) {
      Map<String, float[]> openings = encoder.openings(texts);
      return texts.stream().map(openings::get).toList();
    }

    @Override
    public Student train(List<Integer> which) {
      List<float[]> learned = new ArrayList<>();
      int[] truth = new int[which.size()];
      for (int i = 0; i < truth.length; i++) {
        learned.add(states.get(which.get(i)));
        truth[i] = items.get(which.get(i)).label();
      }
      AdapterFitting.Fit fit =
          fit(new AdapterFitting.Lesson(learned, truth, labels.size(), seed, deadline));
      cut += fit.whole() ? 0 : 1;
      LowRank matrices = LowRank.of(encoder.model(), fit.rank(), fit.matrices());
      List<float[]> vectors = encoder.embed(texts, matrices.adapter());
      if (view == null) {
        view = view(vectors, which, fit.asked());
      }
      EncodedCourse head = head(view, vectors);
      Student student = new AdaptedHead(encoder, head.train(which), matrices);
      heads.put(student, head);
      return student;
    }

    private EncodedCourse head(View seen, List<float[]> vectors) {
      Map<Reading, List<float[]>> readings = new EnumMap<>(Reading.class);
      readings.put(Reading.WHOLE, vectors);
      if (openings != null) {
        readings.put(Reading.OPENING, openings);
      }
      return EncodedCourse.seen(seen, encoder, corpus, readings, labels);
    }

    /**
     * Texts that an adapter learned from lie better than others will: only those that it did not
     * learn from can tell how far to trust the vectors, and what to stand on beside them.
     *
     * @param asked indices into {@code which}
     */
    private View view(List<float[]> vectors, List<Integer> which, int[] asked) {
      if (asked.length == 0) {
        return USUAL;
      }
      List<Integer> unseen = Arrays.stream(asked).mapToObj(which::get).toList();
      Set<Integer> held = Set.copyOf(unseen);
      List<Integer> learned = which.stream().filter(i -> !held.contains(i)).toList();
      View best = USUAL;
      double least = loss(best, vectors, learned, unseen);
      for (float gain : LOWER) {
        View lower = new View(best.readings(), gain);
        double loss = loss(lower, vectors, learned, unseen);
        if (loss >= least) {
          break;
        }
        best = lower;
        least = loss;
      }
      List<UnaryOperator<View>> changes =
          new ArrayList<>(List.of(View::withTelling, View::withBeginnings));
      if (openings != null) {
        changes.addFirst(old -> old.with(List.of(Reading.WHOLE, Reading.OPENING)));
      }
      for (UnaryOperator<View> change : changes) {
        View changed = change.apply(best);
        double loss = loss(changed, vectors, learned, unseen);
        if (loss < WORTH * least) {
          best = changed;
          least = loss;
        }
      }
      return best;
    }

    /** How surprising the labels of texts are that neither the adapter nor a head learned from. */
    private double loss(
        View seen, List<float[]> vectors, List<Integer> learned, List<Integer> unseen) {
      EncodedCourse course = head(seen, vectors);
      EncoderHead student = course.train(learned);
      return Temperature.of(
              unseen.stream().map(i -> course.said(student, i).probabilities()).toList(),
              unseen.stream().map(i -> items.get(i).label()).toList())
          .loss();
    }

    private AdapterFitting.Fit fit(AdapterFitting.Lesson lesson) {
      try {
        return part.fit(encoder.model(), lesson);
      } catch (CancellationException cancelled) {
        throw cancelled;
      } catch (RuntimeException | LinkageError broken) {
        throw new EncoderFailure(
            "the part that trains adapters cannot be used: "
                + BadExample.oneLine(broken.getMessage() + "")
                + "; build or install Stillroom again",
            broken);
      }
    }

    /** Each fit takes all processors, and memory by the hundred megabytes. */
    @Override
    public boolean trainsAtOnce() {
      return false;
    }

    @Override
    public String cut() {
      return cut == 0
          ? null
          : "the time limit cut "
              + cut
              + " of "
              + heads.size()
              + " trainings short: what was learned depends on the machine's load";
    }

    @Override
    public Said ask(Student student, int item) {
      return heads.get(student).said(((AdaptedHead) student).head(), item);
    }
  }
}
