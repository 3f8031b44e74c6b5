package dev.stillroom.distiller.train.text;

import dev.stillroom.runtime.student.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The cheapest concatenations of atoms and constants that make every output: a walk over the
 * vectors of places in all outputs at once, the intersection of FlashFill's graphs without making
 * them one by one.
 */
final class Search {

  /** A digit that all rows have at one place is no part of a constant. */
  private static final double COPIED = 2.5;

  private static final int STATES = 4_000;
  private static final int KEPT = 60;

  /** A way from a state to the end. */
  record Way(Text first, Way rest, double cost, boolean constantFirst) {
    Text text() {
      List<Text> parts = new ArrayList<>();
      for (Way way = this; way.first != null; way = way.rest) {
        parts.add(way.first);
      }
      return parts.size() == 1 ? parts.getFirst() : new Text.Concat(parts);
    }
  }

  private static final Way END = new Way(null, null, 0, false);

  private final List<String> outputs;
  private final Map<Character, List<Atom>> byFirst = new HashMap<>();
  private final List<Lookups.Learned> lookups;
  private final Optionals optionals;
  private final Set<Character> digits;
  private final BooleanSupplier over;
  private final Map<List<Integer>, List<Way>> known = new HashMap<>();

  /**
   * @param digits those that stand at one place of a column in every row
   * @param over whether time is over: then only what is known goes on
   */
  Search(
      List<String> outputs,
      List<Atom> atoms,
      List<Lookups.Learned> lookups,
      Optionals optionals,
      Set<Character> digits,
      BooleanSupplier over) {
    this.outputs = outputs;
    this.digits = digits;
    this.over = over;
    this.lookups = lookups;
    this.optionals = optionals;
    for (Atom atom : atoms) {
      char first = atom.values().getFirst().charAt(0);
      byFirst.computeIfAbsent(first, c -> new ArrayList<>()).add(atom);
    }
  }

  List<Way> best() {
    List<Integer> start = new ArrayList<>();
    outputs.forEach(output -> start.add(0));
    return from(start);
  }

  private List<Way> from(List<Integer> at) {
    List<Way> ready = known.get(at);
    if (ready != null) {
      return ready;
    }
    boolean anyEnded = false;
    boolean allEnded = true;
    for (int i = 0; i < outputs.size(); i++) {
      boolean ended = at.get(i) == outputs.get(i).length();
      anyEnded |= ended;
      allEnded &= ended;
    }
    if (allEnded) {
      return List.of(END);
    }
    if (anyEnded && optionals.isEmpty() || known.size() >= STATES || over.getAsBoolean()) {
      return List.of();
    }
    List<Way> ways = new ArrayList<>();
    if (!anyEnded) {
      plain(at, ways);
    }
    optionals.at(outputs, at, (values, text, price) -> step(at, values, text, price, false, ways));
    ways.sort(Comparator.comparingDouble(Way::cost));
    List<Way> best = List.copyOf(ways.subList(0, Math.min(KEPT, ways.size())));
    known.put(at, best);
    return best;
  }

  private void plain(List<Integer> at, List<Way> ways) {
    char first = outputs.getFirst().charAt(at.getFirst());
    for (Atom atom : byFirst.getOrDefault(first, List.of())) {
      step(at, atom.values(), atom.text(), atom.cost() + 0.5, false, ways);
    }
    int shared = shared(at);
    double cost = 0.8;
    double copied = 0;
    String output = outputs.getFirst();
    for (int length = 1; length <= Math.min(shared, 60); length++) {
      cost += letter(output.charAt(at.getFirst() + length - 1));
      copied += isCopied(at, length - 1) ? COPIED : 0;
      String constant = output.substring(at.getFirst(), at.getFirst() + length);
      List<String> values = new ArrayList<>();
      outputs.forEach(o -> values.add(constant));
      step(at, values, new Text.Constant(constant), cost + copied, true, ways);
    }
    for (Lookups.Learned lookup : lookups) {
      lookup.at(outputs, at, (values, text, price) -> step(at, values, text, price, false, ways));
    }
  }

  /** Whether a digit of a constant stands in each row at the same place: it was copied. */
  private boolean isCopied(List<Integer> at, int behind) {
    char c = outputs.getFirst().charAt(at.getFirst() + behind);
    return Character.isDigit(c) && digits.contains(c);
  }

  /** What a constant's characters cost: a number is rarely one. */
  static double letters(String constant) {
    return constant.chars().mapToDouble(c -> letter((char) c)).sum();
  }

  private static double letter(char c) {
    return Character.isDigit(c) ? 3 : Character.isLetter(c) ? 1.6 : 0.5;
  }

  private void step(
      List<Integer> at,
      List<String> values,
      Text text,
      double cost,
      boolean constant,
      List<Way> ways) {
    List<Integer> next = new ArrayList<>(at.size());
    for (int i = 0; i < outputs.size(); i++) {
      String value = values.get(i);
      if (!outputs.get(i).startsWith(value, at.get(i))) {
        return;
      }
      next.add(at.get(i) + value.length());
    }
    for (Way rest : from(next)) {
      if (!(constant && rest.constantFirst())) {
        ways.add(new Way(text, rest, cost + rest.cost(), constant));
      }
    }
  }

  private int shared(List<Integer> at) {
    int length = 0;
    while (true) {
      for (int i = 0; i < outputs.size(); i++) {
        int place = at.get(i) + length;
        if (place >= outputs.get(i).length()
            || outputs.get(i).charAt(place) != outputs.getFirst().charAt(at.getFirst() + length)) {
          return length;
        }
      }
      length++;
    }
  }
}
