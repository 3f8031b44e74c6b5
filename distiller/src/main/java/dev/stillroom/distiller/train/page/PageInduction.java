package dev.stillroom.distiller.train.page;

import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.PageFields;
import dev.stillroom.runtime.student.page.Skeleton;
import dev.stillroom.runtime.student.page.Wrapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Learns a whole form: each field on its own, and what the pages have in common. */
public final class PageInduction {

  private PageInduction() {}

  public static PageFields of(List<Sheet> sheets, Lexicon lexicon, Form form)
      throws InterruptedException {
    List<Wrapper> wrappers = new ArrayList<>();
    for (Form.Blank blank : form.blanks()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled while learning '" + blank.name() + "'");
      }
      wrappers.add(Induction.of(sheets, lexicon, blank.name(), blank.list()));
    }
    double ceiling = 1 - 0.25 / (sheets.size() + 1);
    return new PageFields(form, ceiling, skeleton(sheets), wrappers);
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
