package dev.stillroom.runtime.student;

import java.util.Map;
import java.util.Set;

/** Holds the set of a program's tensors closed. */
final class Tensors {

  private Tensors() {}

  static void none(Map<String, Tensor> tensors) throws ProgramRefused {
    exactly(tensors, Set.of());
  }

  static void exactly(Map<String, Tensor> tensors, Set<String> names) throws ProgramRefused {
    if (!tensors.keySet().equals(names)) {
      throw new ProgramRefused(
          "the tensors must be "
              + names.stream().sorted().toList()
              + ", not "
              + tensors.keySet().stream().limit(10).sorted().toList());
    }
  }
}
