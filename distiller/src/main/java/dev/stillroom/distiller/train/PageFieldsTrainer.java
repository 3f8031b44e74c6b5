package dev.stillroom.distiller.train;

import dev.stillroom.distiller.dataset.Sample;
import dev.stillroom.distiller.train.page.Lexicon;
import dev.stillroom.distiller.train.page.PageInduction;
import dev.stillroom.distiller.train.page.Sheet;
import dev.stillroom.runtime.page.InputPage;
import dev.stillroom.runtime.student.Architecture;
import dev.stillroom.runtime.student.Form;
import dev.stillroom.runtime.student.PageFields;
import java.util.ArrayList;
import java.util.List;

/** Learns from pages of one kind where their fields are: wrapper induction by voting anchors. */
final class PageFieldsTrainer implements FieldTrainer {

  /** More pages than these say nothing new; the latest are learned from. */
  private static final int MAX_PAGES = 60;

  @Override
  public Architecture architecture() {
    return Architecture.PAGE_FIELDS;
  }

  @Override
  public String pointless(List<Sample> samples) {
    return samples.stream().anyMatch(sample -> InputPage.in(sample.example().input()))
        ? null
        : "no input is a page";
  }

  @Override
  public PageFields train(List<Sample> samples, Form form) throws InterruptedException {
    return (PageFields) course(samples, form).train(FieldTrainer.all(samples));
  }

  @Override
  public double work(List<Sample> samples, Form form) {
    return 2e7 * Math.min(MAX_PAGES, samples.size());
  }

  @Override
  public Course course(List<Sample> samples, Form form) {
    Lexicon lexicon = new Lexicon();
    List<Sheet> sheets = new ArrayList<>();
    samples.forEach(sample -> sheets.add(null));
    return which -> {
      List<Sheet> chosen = new ArrayList<>();
      for (int i : which.subList(Math.max(0, which.size() - MAX_PAGES), which.size())) {
        if (sheets.get(i) == null && InputPage.in(samples.get(i).example().input())) {
          sheets.set(i, new Sheet(samples.get(i), lexicon));
        }
        if (sheets.get(i) != null) {
          chosen.add(sheets.get(i));
        }
      }
      return PageInduction.of(chosen, lexicon, form);
    };
  }
}
