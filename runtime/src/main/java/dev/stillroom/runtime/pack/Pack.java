package dev.stillroom.runtime.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Model;
import dev.stillroom.runtime.student.Student;

/**
 * A model's file, read and checked.
 *
 * @param digest the model digest, SHA-256 in hexadecimal: covers what decides, not the card
 * @param bytes the size of the file
 * @param card the model card
 */
public record Pack(String digest, Model model, ObjectNode card, long bytes) {

  /**
   * The model of a pack that is known to say labels or texts.
   *
   * @throws IllegalStateException when it is of another kind
   */
  public Student student() {
    if (model instanceof Student student) {
      return student;
    }
    throw new IllegalStateException("the pack's model is no student: " + model.kind());
  }
}
