package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Student;
import java.util.List;

/** How one architecture is trained. The same items give the same student, to the bit. */
public interface Trainer {

  /** The architectures, smallest first; the first is the baseline. */
  List<Trainer> LADDER =
      List.of(new MajorityTrainer(), new RuleListTrainer(), new HashedLinearTrainer());

  Architecture architecture();

  /**
   * @param items at least one
   * @param labels the vocabulary; some labels may have no item here
   */
  Student train(List<Item> items, List<String> labels);
}
