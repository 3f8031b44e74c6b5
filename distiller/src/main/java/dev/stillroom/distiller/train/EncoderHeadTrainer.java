package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Item;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.features.Feature;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Reading;
import dev.stillroom.runtime.student.Student;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Softmax regression over the encoder's vector and the hashed features together; each item is
 * encoded once, whatever number of students learns from it.
 */
final class EncoderHeadTrainer implements Trainer {

  /** Multiplications for one text: 21 million weights, some 16 tokens, a dozen at once. */
  static final double WORK_PER_TEXT = 3e7;

  @Override
  public Architecture architecture() {
    return Architecture.ENCODER_HEAD;
  }

  @Override
  public boolean learnsOutOfScope() {
    return true;
  }

  @Override
  public String pointless(List<Item> items, List<String> labels) {
    if (items.stream().noneMatch(item -> isProse(item.features()))) {
      return "there is no text of two words or more to understand";
    }
    return installed().isEmpty() ? "the encoder is not installed here" : null;
  }

  /** A text member, or a page's: what a person wrote. Names, hosts and types are values. */
  static boolean isProse(List<Feature> features) {
    return features.stream()
        .anyMatch(
            feature ->
                feature instanceof Feature.Text(String name, String text)
                    && (name.equals("text") || name.equals("html"))
                    && text.strip().indexOf(' ') > 0);
  }

  static Optional<Encoder> installed() {
    return Encoders.installed().find(EncoderModel.current().digest());
  }

  @Override
  public double preparation(List<Item> items) {
    return items.size() * WORK_PER_TEXT;
  }

  @Override
  public double work(List<Item> items, List<String> labels) {
    return 3.0 * EncodedCourse.EPOCHS * items.size() * EncoderModel.WIDTH * labels.size();
  }

  @Override
  public Student train(List<Item> items, List<String> labels) {
    return course(items, labels).train(IntStream.range(0, items.size()).boxed().toList());
  }

  @Override
  public Course course(List<Item> items, List<String> labels) {
    Encoder encoder =
        installed().orElseThrow(() -> new IllegalStateException("the encoder is not installed"));
    Set<Reading> readings = EnumSet.noneOf(Reading.class);
    Reading usual = Reading.WHOLE;
    if (items.stream().filter(Item::inScope).count() >= Halves.ENOUGH) {
      readings.add(Reading.OPENING);
      if (2 * items.stream().filter(item -> Reading.areApart(item.features())).count()
          >= items.size()) {
        readings.add(Reading.OTHERS);
      }
    } else if (2 * items.stream().filter(item -> Reading.isLong(item.features())).count()
        >= items.size()) {
      // Chosen on news with eight examples of each label; with many it is not worth its time.
      usual = Reading.PASSAGES;
    }
    readings.add(usual);
    Map<Reading, List<float[]>> vectors =
        Reading.of(readings, encoder, items.stream().map(Item::features).toList());
    return new EncodedCourse(encoder, Corpus.of(items), vectors, labels, usual);
  }
}
