package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.form.Filled;
import java.util.List;

/** A page's form as it would be filled in, one for each of its fields, in their order. */
public record Filling(List<Filled> fields) implements Answer {

  public Filling {
    fields = List.copyOf(fields);
  }

  /** Those that are filled. */
  public List<Filled> filled() {
    return fields.stream().filter(Filled::isFilled).toList();
  }

  /** That of the field it is least sure of among those it fills; 0 where it fills none. */
  @Override
  public double confidence() {
    return filled().stream().mapToDouble(Filled::confidence).min().orElse(0);
  }

  /** {@inheritDoc} A field never is: what is not sure stays empty. */
  @Override
  public boolean forced() {
    return false;
  }

  @Override
  public Filling answered() {
    return this;
  }

  @Override
  public void write(ObjectNode line, boolean explain) {
    List<Filled> filled = filled();
    if (filled.isEmpty()) {
      line.putNull("output");
    } else {
      ObjectNode output = line.putObject("output");
      filled.forEach(field -> output.put(field.key(), field.value()));
    }
    line.put("confidence", confidence());
    ArrayNode all = line.putArray("fields");
    fields.forEach(field -> field.write(all.addObject()));
  }
}
