package dev.stillroom.distiller.verify;

import dev.stillroom.distiller.dataset.Abridged;
import dev.stillroom.distiller.dataset.Rouge;
import dev.stillroom.distiller.train.SummaryTrainer;
import dev.stillroom.distiller.train.summary.Length;
import dev.stillroom.runtime.student.Choosing;
import dev.stillroom.runtime.student.Summarizer;
import dev.stillroom.runtime.student.Summary;
import java.util.ArrayList;
import java.util.List;

/** What became of texts that were summarized by somebody who had not seen their summaries. */
public record SummaryEvidence(List<Row> rows) {

  /**
   * One text.
   *
   * @param agreement the share of its sentences that belong into the summary
   * @param confidence what it said that share would be
   */
  public record Row(
      int text, Rouge.Scores scores, double agreement, double confidence, List<Mark> marks) {}

  /**
   * One sentence that was chosen.
   *
   * @param above its worth less the mean of its text
   * @param blindly the share of the text that was chosen
   */
  public record Mark(double above, double blindly, boolean kept) {}

  public SummaryEvidence {
    rows = List.copyOf(rows);
  }

  /** Each text is summarized by who learned from others. */
  public static SummaryEvidence gather(
      SummaryTrainer.Course course, List<Abridged> all, Split split) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Split.Fold fold : split.folds()) {
      List<Abridged> learned = fold.train().stream().map(all::get).toList();
      Summarizer summarizer = course.train(fold.train(), Length.of(learned));
      fold.predict().forEach(text -> rows.add(row(all, text, course.known(summarizer, text))));
    }
    return new SummaryEvidence(rows);
  }

  /** Texts that nobody learned from. */
  public static SummaryEvidence of(Summarizer summarizer, List<Abridged> all) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).references().isEmpty()) {
        Summary said = summarizer.summarize(all.get(i).features().document(), summarizer.budget());
        rows.add(row(all, i, said));
      }
    }
    return new SummaryEvidence(rows);
  }

  private static Row row(List<Abridged> all, int text, Summary said) {
    Abridged wanted = all.get(text);
    double mean = Choosing.mean(said.worth());
    double blindly = (double) said.chosen().size() / Math.max(1, said.worth().length);
    List<Mark> marks = new ArrayList<>();
    int kept = 0;
    for (int i : said.chosen()) {
      marks.add(new Mark(said.worth()[i] - mean, blindly, wanted.kept()[i]));
      kept += wanted.kept()[i] ? 1 : 0;
    }
    double agreement = marks.isEmpty() ? 0 : (double) kept / marks.size();
    return new Row(text, wanted.score(said.text()), agreement, said.confidence(), marks);
  }

  /** Those of texts that a person summarized. */
  public SummaryEvidence verifying(List<Abridged> all) {
    return new SummaryEvidence(
        rows.stream().filter(row -> all.get(row.text()).mayVerify()).toList());
  }

  public double rougeL() {
    return rows.stream().mapToDouble(row -> row.scores().longest()).average().orElse(0);
  }

  public double rouge1() {
    return rows.stream().mapToDouble(row -> row.scores().one()).average().orElse(0);
  }

  public double rouge2() {
    return rows.stream().mapToDouble(row -> row.scores().two()).average().orElse(0);
  }

  public double agreement() {
    return rows.stream().mapToDouble(Row::agreement).average().orElse(0);
  }

  /** The same with the confidences that another sureness gives. */
  public SummaryEvidence with(Choosing.Sure sure) {
    return new SummaryEvidence(
        rows.stream()
            .map(
                row ->
                    new Row(
                        row.text(),
                        row.scores(),
                        row.agreement(),
                        row.marks().stream()
                            .mapToDouble(mark -> sure.of(mark.above(), mark.blindly()))
                            .average()
                            .orElse(0),
                        row.marks()))
            .toList());
  }
}
