package dev.stillroom.distiller.train.page;

import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.PageFields;
import dev.stillroom.runtime.student.page.Layout;
import dev.stillroom.runtime.student.page.Skeleton;
import dev.stillroom.runtime.student.page.Wrapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Learns a whole form: each field on its own, and what the pages have in common. */
public final class PageInduction {

  /** The share of common branches from which two pages are of one build. */
  private static final double ONE_BUILD = 0.35;

  private PageInduction() {}

  public static PageFields of(List<Sheet> sheets, Lexicon lexicon, Form form)
      throws InterruptedException {
    List<Layout> layouts = new ArrayList<>();
    for (List<Sheet> build : builds(sheets)) {
      List<Wrapper> wrappers = new ArrayList<>();
      for (Form.Blank blank : form.blanks()) {
        if (Thread.interrupted()) {
          throw new InterruptedException("cancelled while learning '" + blank.name() + "'");
        }
        wrappers.add(Induction.of(build, lexicon, blank.name(), blank.list()));
      }
      double ceiling = 1 - 0.25 / (build.size() + 1);
      layouts.add(new Layout(ceiling, skeleton(build), wrappers));
    }
    return new PageFields(form, layouts);
  }

  /**
   * The pages by how they are built, the largest group first; more builds than fit are left out.
   */
  private static List<List<Sheet>> builds(List<Sheet> sheets) {
    List<List<Sheet>> builds = new ArrayList<>();
    for (Sheet sheet : sheets) {
      List<Sheet> nearest = null;
      double most = ONE_BUILD;
      for (List<Sheet> build : builds) {
        double alike = Skeleton.alike(build.getFirst().skeleton(), sheet.skeleton());
        if (alike >= most) {
          most = alike;
          nearest = build;
        }
      }
      if (nearest == null) {
        nearest = new ArrayList<>();
        builds.add(nearest);
      }
      nearest.add(sheet);
    }
    if (builds.isEmpty()) {
      builds.add(List.of());
    }
    builds.sort(Comparator.comparingInt(build -> -build.size()));
    return builds.subList(0, Math.min(builds.size(), PageFields.MAX_LAYOUTS));
  }

  /** Of what all pages have the first so many, which is the frame rather than the content. */
  private static Set<String> skeleton(List<Sheet> sheets) {
    Set<String> common = null;
    for (Sheet sheet : sheets) {
      if (common == null) {
        common = new LinkedHashSet<>(sheet.skeleton());
      } else {
        common.retainAll(sheet.skeleton());
      }
    }
    return common == null
        ? Set.of()
        : common.stream()
            .filter(bone -> bone.length() <= 200 && ExampleReader.isPlain(bone))
            .limit(Skeleton.MAX_BONES)
            .collect(Collectors.toSet());
  }
}
