package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.page.Page;
import dev.stillroom.runtime.student.page.Clues;
import dev.stillroom.runtime.student.page.PageView;
import dev.stillroom.runtime.student.page.Skeleton;
import dev.stillroom.runtime.student.page.Spot;
import dev.stillroom.runtime.student.page.Spots;
import dev.stillroom.runtime.student.page.Wrapper;
import dev.stillroom.runtime.student.page.Wrapper.Hit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fields read from pages of one kind, each held by several anchors that vote.
 *
 * @param ceiling the confidence where nothing speaks against an answer
 * @param skeleton what all pages seen had in common
 * @param wrappers for each blank of the form how it is found
 */
public record PageFields(Form form, double ceiling, Set<String> skeleton, List<Wrapper> wrappers)
    implements Extractor {

  /** Below this share of the skeleton a page is of another kind. */
  private static final double STRANGE = 0.3;

  /** What is left of the confidence where two values are held alike. */
  private static final double TORN = 0.6;

  /** How far apart, as a share of what is usual, two places are not held alike. */
  private static final double APART = 0.04;

  private static final double NO_PAGE = 0.1;

  public PageFields {
    skeleton = Set.copyOf(skeleton);
    wrappers = List.copyOf(wrappers);
  }

  @Override
  public Architecture architecture() {
    return Architecture.PAGE_FIELDS;
  }

  @Override
  public Extraction extract(Input input) {
    return extract(InputPage.of(input));
  }

  /** The same from a page that was read before. */
  public Extraction extract(Page page) {
    double familiar = page.size() == 0 ? 0 : Skeleton.share(skeleton, page);
    Clues clues = new Clues(new PageView(page));
    Set<String> sources = new HashSet<>();
    wrappers.forEach(wrapper -> sources.addAll(wrapper.sources()));
    List<Spot> spots = Spots.of(page, sources);
    List<Form.Guess> guesses = new ArrayList<>();
    for (int i = 0; i < wrappers.size(); i++) {
      Wrapper wrapper = wrappers.get(i);
      boolean isList = form.blanks().get(i).list();
      guesses.add(guess(wrapper, wrapper.hits(spots, clues), isList, familiar));
    }
    return form.fill(guesses);
  }

  private Form.Guess guess(Wrapper wrapper, List<Hit> hits, boolean isList, double familiar) {
    Hit best = null;
    Hit misfit = null;
    for (Hit hit : hits) {
      if (hit.fits() && (best == null || hit.sum() > best.sum())) {
        best = hit;
      } else if (!hit.fits() && (misfit == null || hit.sum() > misfit.sum())) {
        misfit = hit;
      }
    }
    double doubt = familiar < STRANGE ? familiar / STRANGE : 1;
    if (best == null || best.sum() < wrapper.least()) {
      if (misfit != null && misfit.sum() >= wrapper.least()) {
        return guess(
            wrapper,
            misfit,
            isList ? misfit.values() : first(misfit),
            0.3,
            "it is no " + wrapper.type().name().toLowerCase(java.util.Locale.ROOT));
      }
      double confidence = familiar < STRANGE ? NO_PAGE : ceiling * absence(wrapper, best);
      return new Form.Guess(List.of(), confidence, null);
    }
    double expected = wrapper.expected();
    double held =
        Math.min(1, (best.sum() - wrapper.least()) / Math.max(1e-9, expected - wrapper.least()));
    double confidence = ceiling * (0.55 + 0.45 * held) * Math.max(doubt, held * held);
    String note = note(wrapper, best);
    if (!isList) {
      confidence *= isTorn(best, hits, expected) ? TORN : 1;
      return guess(wrapper, best, first(best), confidence, note);
    }
    List<String> values = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    double least = Math.max(wrapper.least(), 0.72 * best.sum());
    for (Hit hit : hits) {
      if (hit.fits() && hit.sum() >= least) {
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

  /** How sure it is that what comes nearest is none. */
  private static double absence(Wrapper wrapper, Hit nearest) {
    double near = nearest == null ? 0 : nearest.sum() / Math.max(1e-9, wrapper.least());
    return near > 0.9 ? 0.4 : 1 - 0.3 * near;
  }

  private static boolean isTorn(Hit best, List<Hit> hits, double expected) {
    for (Hit hit : hits) {
      if (hit.fits()
          && best.sum() - hit.sum() < APART * expected
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
            + " anchors agree, not "
            + String.join(", ", lost);
  }

  @Override
  public PageFields with(Form changed) {
    return new PageFields(changed, ceiling, skeleton, wrappers);
  }

  @Override
  public Program program() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    form.write(architecture(), json);
    json.put("clues", Clues.VERSION).put("ceiling", ceiling);
    ArrayNode bones = json.putArray("skeleton");
    new TreeSet<>(skeleton).forEach(bones::add);
    ArrayNode all = json.putArray("wrappers");
    wrappers.forEach(wrapper -> wrapper.write(all.addObject()));
    return new Program(json, Map.of());
  }

  @Override
  public List<String> inWords() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < wrappers.size(); i++) {
      words.add(form.blanks().get(i).name() + ": " + wrappers.get(i).inWords());
    }
    return words;
  }

  static PageFields read(Fields fields, Map<String, Tensor> tensors) throws ProgramRefused {
    Form form = Form.read(fields);
    int version = fields.integer("clues", 0, Integer.MAX_VALUE);
    if (version != Clues.VERSION) {
      throw new ProgramRefused(
          "it reads clues of version "
              + version
              + ", this program has version "
              + Clues.VERSION
              + "; distill it again");
    }
    double ceiling = fields.number("ceiling", 0, 1);
    Set<String> skeleton = new HashSet<>();
    for (JsonNode bone : fields.array("skeleton", 0, Skeleton.MAX_BONES)) {
      skeleton.add(Fields.plain(bone, "a bone", Clues.MAX_KEY));
    }
    List<Wrapper> wrappers = new ArrayList<>();
    int count = form.blanks().size();
    for (JsonNode wrapper : fields.array("wrappers", count, count)) {
      wrappers.add(Wrapper.read(wrapper));
    }
    fields.end();
    Tensors.none(tensors);
    return new PageFields(form, ceiling, skeleton, wrappers);
  }
}
