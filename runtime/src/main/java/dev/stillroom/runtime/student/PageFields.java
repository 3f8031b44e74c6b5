package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.page.PageRefused;
import dev.stillroom.runtime.student.page.Clue.Anchor;
import dev.stillroom.runtime.student.page.Clues;
import dev.stillroom.runtime.student.page.Layout;
import dev.stillroom.runtime.student.page.PageView;
import dev.stillroom.runtime.student.page.Records;
import dev.stillroom.runtime.student.page.Skeleton;
import dev.stillroom.runtime.student.page.Vote;
import dev.stillroom.runtime.student.page.Wrapper;
import dev.stillroom.runtime.student.page.Wrapper.Hit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Fields read from pages of one kind, each held by several anchors that vote.
 *
 * @param layouts the builds of the pages seen, that of most pages first
 */
public record PageFields(Form form, List<Layout> layouts) implements Extractor {

  public static final int MAX_LAYOUTS = 10;

  /** Below this share of the skeleton a page is of another kind. */
  private static final double STRANGE = 0.3;

  /** What is left of the confidence where two values are held alike. */
  private static final double TORN = 0.6;

  /** How far apart, as a share of what is usual, two places are not held alike. */
  private static final double APART = 0.04;

  private static final double NO_PAGE = 0.1;

  /** From this share of what is needed on a place is the best candidate, and this sure. */
  private static final double NEAR = 0.9;

  private static final double NEARLY = 0.4;

  /** How sure it is of a value at the right place that is not of the field's type. */
  private static final double MISFIT = 0.3;

  /** How much of what speaks for the first of a list must speak for the others. */
  private static final double LIKE = 0.6;

  public PageFields {
    layouts = List.copyOf(layouts);
  }

  @Override
  public Reads reads() {
    return Reads.PAGES;
  }

  @Override
  public Architecture architecture() {
    return Architecture.PAGE_FIELDS;
  }

  @Override
  public Extraction extract(Input input) {
    try {
      return extract(InputPage.read(input));
    } catch (PageRefused refused) {
      Form.Guess silence = new Form.Guess(List.of(), 0, null, List.of(), refused.getMessage());
      return form.fill(form.blanks().stream().map(blank -> silence).toList());
    }
  }

  /** The same from a page that was read before. */
  public Extraction extract(Page page) {
    Set<String> bones = Skeleton.of(page);
    Layout layout = Layout.nearest(layouts, bones);
    Skeleton.Likeness likeness = layout.likeness(bones);
    Set<Anchor> alive = EnumSet.allOf(Anchor.class);
    if (likeness.names() < STRANGE) {
      alive.remove(Anchor.NAME);
    }
    Vote.Asked asked = new Vote(layout.wrappers()).ask(new PageView(page), alive);
    List<List<Hit>> hits = asked.hits();
    double familiar = page.size() == 0 ? 0 : likeness.branches();
    List<Form.Guess> guesses = new ArrayList<>();
    for (int i = 0; i < hits.size(); i++) {
      Wrapper wrapper = layout.wrappers().get(i);
      Look look = new Look(wrapper, hits.get(i), alive, layout.ceiling(), familiar);
      guesses.add(guess(look, form.blanks().get(i).list()));
    }
    Extraction filled = form.fill(guesses);
    filled = filled.with(rows(page, filled.lists()));
    return asked.cut() || page.isCut() ? filled.cut() : filled;
  }

  private static List<Extraction.Row> rows(Page page, List<Extraction.Filled> lists) {
    if (lists.size() < 2) {
      return List.of();
    }
    List<Extraction.Row> rows = new ArrayList<>();
    for (List<List<Integer>> item :
        Records.of(page, lists.stream().map(Extraction.Filled::at).toList())) {
      SequencedMap<String, List<String>> cells = new LinkedHashMap<>();
      for (int i = 0; i < lists.size(); i++) {
        List<String> values = lists.get(i).values();
        cells.put(lists.get(i).name(), item.get(i).stream().map(values::get).toList());
      }
      rows.add(new Extraction.Row(cells));
    }
    return rows;
  }

  /**
   * A field on one page.
   *
   * @param ceiling the confidence where nothing speaks against an answer
   * @param familiar how much of the tree is as it was, in [0, 1]
   */
  private record Look(
      Wrapper wrapper, List<Hit> hits, Set<Anchor> alive, double ceiling, double familiar) {

    double sum(Hit hit) {
      return hit.sum(alive);
    }

    /** The place that most speaks for among those whose values have the type, or have it not. */
    Hit best(boolean fitting) {
      Hit best = null;
      for (Hit hit : hits) {
        if (hit.fits() == fitting && (best == null || sum(hit) > sum(best))) {
          best = hit;
        }
      }
      return best;
    }
  }

  private static Form.Guess guess(Look look, boolean isList) {
    Wrapper wrapper = look.wrapper();
    Hit best = look.best(true);
    double least = wrapper.least(look.alive());
    double expected = wrapper.expected(look.alive());
    if (best == null || look.sum(best) < least) {
      Hit misfit = look.best(false);
      if (misfit != null && look.sum(misfit) >= least) {
        String note = "it is no " + wrapper.type().name().toLowerCase(Locale.ROOT);
        List<String> values = isList ? misfit.values() : first(misfit);
        return guess(wrapper, misfit, values, MISFIT, note);
      }
      double near = best == null ? 0 : look.sum(best) / Math.max(1e-9, least);
      if (near > NEAR && look.familiar() >= STRANGE) {
        List<String> values = isList ? best.values() : first(best);
        return guess(wrapper, best, values, look.ceiling() * NEARLY, note(wrapper, best));
      }
      double confidence = look.familiar() < STRANGE ? NO_PAGE : look.ceiling() * (1 - 0.3 * near);
      return new Form.Guess(List.of(), confidence, null);
    }
    double above = (look.sum(best) - least) / Math.max(1e-9, expected - least);
    double held = Math.min(1, above);
    double doubt = look.familiar() < STRANGE ? look.familiar() / STRANGE : 1;
    double confidence = look.ceiling() * (0.55 + 0.45 * held) * Math.max(doubt, held * held);
    String note = note(wrapper, best);
    if (!isList) {
      confidence *= isTorn(best, look, expected) ? TORN : 1;
      return guess(wrapper, best, first(best), confidence, note);
    }
    List<String> values = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    double like = Math.max(LIKE * look.sum(best), Math.min(least, 0.8 * look.sum(best)));
    for (Hit hit : look.hits()) {
      if (hit.fits() && look.sum(hit) >= like) {
        values.addAll(hit.values());
        hit.values().forEach(value -> at.add(hit.spot().node()));
      }
    }
    return new Form.Guess(values, confidence, wrapper.inWords(), at, note);
  }

  private static List<String> first(Hit hit) {
    return hit.values().subList(0, 1);
  }

  private static Form.Guess guess(
      Wrapper wrapper, Hit hit, List<String> values, double confidence, String note) {
    return new Form.Guess(values, confidence, wrapper.inWords(), List.of(hit.spot().node()), note);
  }

  private static boolean isTorn(Hit best, Look look, double expected) {
    for (Hit hit : look.hits()) {
      if (hit.fits()
          && look.sum(best) - look.sum(hit) < APART * expected
          && !hit.values().getFirst().equals(best.values().getFirst())) {
        return true;
      }
    }
    return false;
  }

  private static String note(Wrapper wrapper, Hit hit) {
    Map<String, Boolean> holds = wrapper.holds(hit);
    List<String> lost =
        holds.entrySet().stream().filter(e -> !e.getValue()).map(Map.Entry::getKey).toList();
    return lost.isEmpty()
        ? null
        : "the page differs: "
            + (holds.size() - lost.size())
            + " of "
            + holds.size()
            + " signs agree, not "
            + String.join(", ", lost);
  }

  @Override
  public PageFields with(Form changed) {
    return new PageFields(changed, layouts);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form.write(architecture(), json);
    json.put("clues", Clues.VERSION);
    ArrayNode all = json.putArray("layouts");
    layouts.forEach(layout -> layout.write(all.addObject()));
    return new Program(json, Map.of());
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>();
    for (Layout layout : layouts) {
      for (int i = 0; i < layout.wrappers().size(); i++) {
        words.add(form.blanks().get(i).name() + ": " + layout.wrappers().get(i).inWords());
      }
    }
    return words;
  }

  static PageFields read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Form form = Form.read(fields);
    int version = fields.integer("clues", 0, Integer.MAX_VALUE);
    // Clues were only ever added, so what an older pack knows is still true.
    if (version < 1 || version > Clues.VERSION) {
      throw new ProgramRefused(
          "it reads clues of version "
              + version
              + ", this program has version "
              + Clues.VERSION
              + "; distill it again");
    }
    List<Layout> layouts = new ArrayList<>();
    for (JsonNode layout : fields.array("layouts", 1, MAX_LAYOUTS)) {
      layouts.add(Layout.read(layout, form.blanks().size()));
    }
    fields.end();
    Tensors.none(tensors);
    return new PageFields(form, layouts);
  }
}
