package dev.stillroom.host.agent;

import dev.stillroom.host.agent.JobStore.Given;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Labelled;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.task.TaskKind;
import java.util.List;

/** Answering a job that is put in words: learned from the examples that were given. */
public final class JobKind implements TaskKind {

  private static final int LONGEST_NAME = 80;

  private final JobStore store;

  public JobKind(JobStore store) {
    this.store = store;
  }

  @Override
  public Class<View.Errand> act() {
    return View.Errand.class;
  }

  /** Each job says its own, see {@link #student(Task)}. */
  @Override
  public String student() {
    return "classify";
  }

  @Override
  public String student(Task task) {
    return ((View.Errand) task.act()).student();
  }

  @Override
  public List<Labelled> labels(Task task) {
    return store.examples(task.id()).stream().map(JobKind::labelled).toList();
  }

  private static Labelled labelled(Given given) {
    String text = given.input().path("text").asText(given.input().toString());
    String line = text.replaceAll("\\s+", " ");
    return new Labelled(
        given.id(),
        line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…",
        "",
        given.time(),
        given.input(),
        given.output(),
        given.corrects());
  }

  @Override
  public long subjects(Task task) {
    return store.count(task.id());
  }

  @Override
  public boolean acts(Task task, String output) {
    return true;
  }

  /** It says something to whoever asked; nothing is done by itself. */
  @Override
  public boolean mayRunByItself() {
    return false;
  }
}
