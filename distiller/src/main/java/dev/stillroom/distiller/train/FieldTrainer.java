package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Extractor;
import dev.stillroom.runtime.student.Form;
import java.util.List;
import java.util.stream.IntStream;

/** How one architecture of extractors is trained. The same samples give the same, to the bit. */
public interface FieldTrainer {

  /** The architectures, smallest first; the first is the baseline. */
  List<FieldTrainer> LADDER =
      List.of(new KnownValuesTrainer(), new JsonPathsTrainer(), new PageFieldsTrainer());

  /**
   * Extractors of parts of the same samples; what the parts share, such as parsed pages, is
   * computed once.
   */
  interface Course {

    /**
     * @param which indices of samples, at least one
     */
    Extractor train(List<Integer> which) throws InterruptedException;
  }

  Architecture architecture();

  /**
   * @param samples at least one
   * @param form the fields to fill in; some may have no value here
   */
  Extractor train(List<Sample> samples, Form form) throws InterruptedException;

  /** Whether it makes no sense to try, in a sentence; null where it does. */
  default String pointless(List<Sample> samples) {
    return null;
  }

  /**
   * How much work one training is, in multiplications and additions, to tell the time beforehand.
   */
  default double work(List<Sample> samples, Form form) {
    return 1e5 * samples.size() * form.blanks().size();
  }

  default Course course(List<Sample> samples, Form form) {
    return which -> train(which.stream().map(samples::get).toList(), form);
  }

  /** The indices of all samples. */
  static List<Integer> all(List<Sample> samples) {
    return IntStream.range(0, samples.size()).boxed().toList();
  }
}
