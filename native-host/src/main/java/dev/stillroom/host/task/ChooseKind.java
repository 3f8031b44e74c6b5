package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.host.journal.Choice;
import dev.stillroom.host.journal.Choices;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.View;
import java.util.List;

/**
 * Choosing a label beside content. Its student learns from what the person chose; an answer is a
 * suggestion and never done by itself, because what happens in a page cannot be taken back here.
 */
public final class ChooseKind implements TaskKind {

  /** The most recent choices that a distillation looks at. */
  private static final int MOST = 2_000;

  /** With few examples each one more may be the one that was missing. */
  private static final int MORE = 2;

  private static final int LONGEST_NAME = 80;

  private final Choices choices;

  public ChooseKind(Choices choices) {
    this.choices = choices;
  }

  @Override
  public Class<View.Choice> act() {
    return View.Choice.class;
  }

  @Override
  public String student() {
    return "classify";
  }

  @Override
  public List<Labelled> labels(Task task) {
    return choices.at(placeOf(task), MOST).stream().map(ChooseKind::labelled).toList();
  }

  private static Labelled labelled(Choice choice) {
    String text = choice.input().path("text").asText().replaceAll("\\s+", " ");
    return new Labelled(
        choice.id(),
        text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…",
        choice.site(),
        choice.time(),
        choice.input(),
        TextNode.valueOf(choice.label()),
        choice.changed());
  }

  @Override
  public long subjects(Task task) {
    return new EvidenceView.Tally(choices.counts(placeOf(task))).support();
  }

  @Override
  public boolean acts(Task task, String output) {
    return true;
  }

  /** What is less probable is more likely wrong than right: a guess, and said as one. */
  @Override
  public double least() {
    return 0.5;
  }

  @Override
  public boolean mayRunByItself() {
    return false;
  }

  @Override
  public boolean grown(Task task, boolean passed) {
    long wanted = passed ? 2L * task.subjects() : task.subjects() + MORE;
    return task.subjects() > 0 && subjects(task) >= wanted;
  }

  private static String placeOf(Task task) {
    return switch (task.act()) {
      case View.Choice choice -> choice.placeId();
      case View.FileAct other -> throw nothing(task, other);
      case View.Picking other -> throw nothing(task, other);
      case View.Passages other -> throw nothing(task, other);
      case View.FormFill other -> throw nothing(task, other);
      case View.Repetition other -> throw nothing(task, other);
      case View.Answering other -> throw nothing(task, other);
      case View.Errand other -> throw nothing(task, other);
    };
  }

  private static IllegalArgumentException nothing(Task task, View.Act other) {
    return new IllegalArgumentException("'" + task.id() + "' chooses nothing: " + other);
  }
}
