package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a teacher does for one task: it is asked about the person's own examples first (the gate),
 * then about inputs nobody labelled, and makes up some where that is wanted. What its committee
 * agrees on is learned from and never verified by; what it differs on is the person's next
 * question.
 */
public final class Lesson {

  /** Where the work stands in the whole of a distillation. */
  private static final double END = 0.5;

  /** Requests of a preview that are shown at once, where nothing else is said. */
  public static final int SHOWN = 3;

  private final Teacher teacher;
  private final Answers answers;
  private final Purse purse;
  private final boolean recalling;
  private final Asking asking;

  public Lesson(Teacher teacher, Answers answers, Purse purse) {
    this(teacher, answers, purse, false);
  }

  /**
   * @param recalling whether nobody is asked: what the teacher said to the same inputs before is
   *     learned from again
   */
  public Lesson(Teacher teacher, Answers answers, Purse purse, boolean recalling) {
    this.teacher = teacher;
    this.answers = answers;
    this.purse = purse;
    this.recalling = recalling;
    this.asking = new Asking(teacher, answers, recalling);
  }

  /**
   * What is wanted.
   *
   * @param instruction the task in the person's words; null where they gave none
   * @param own the person's examples
   * @param unlabeled inputs to label
   * @param generate how many inputs to make up
   * @param hard how many of the person's examples to rewrite, for the verdict
   * @param samples how many answers make a committee
   * @param gate the share of the person's examples that a teacher has to be able to get right
   * @param hide names that are not shown
   */
  public record Wish(
      String instruction,
      AnswerShape shape,
      List<Example> own,
      List<Example> unlabeled,
      int generate,
      int hard,
      int samples,
      double gate,
      List<String> hide) {}

  /**
   * What came of it.
   *
   * @param own the person's examples, with the groups of what was made up after them
   * @param taught examples of the teacher's, in the order of their inputs
   * @param hard the person's examples in other words, to try a model on
   * @param report what the card says of the teacher
   * @param questions what the person is asked next, the one that helps most first
   */
  public record Result(
      List<Example> own,
      List<Example> taught,
      List<Example> hard,
      ObjectNode report,
      ArrayNode questions) {}

  /** The same with the inputs that may be shown. */
  private record Ready(Brief brief, List<Candidate> candidates, Map<String, Integer> leftOut) {}

  private record Candidate(Example example, Screen.Shown shown) {}

  private static Ready ready(Wish wish) throws JobFailure {
    Brief brief = Brief.of(wish);
    Map<String, Integer> leftOut = new java.util.TreeMap<>();
    Set<String> seen = new HashSet<>();
    wish.own().forEach(example -> seen.add(identity(example.input())));
    List<Example> fresh = new ArrayList<>();
    for (Example example : wish.unlabeled()) {
      if (seen.add(identity(example.input()))) {
        fresh.add(example);
      } else {
        leftOut.merge("known", 1, Integer::sum);
      }
    }
    List<Example> balanced = Origins.bounded(fresh);
    if (balanced.size() < fresh.size()) {
      leftOut.put("origin", fresh.size() - balanced.size());
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Example example : balanced) {
      switch (brief.screen().of(example.input())) {
        case Screen.Shown shown -> candidates.add(new Candidate(example, shown));
        case Screen.Held held -> leftOut.merge(held.why(), 1, Integer::sum);
      }
    }
    return new Ready(brief, candidates, leftOut);
  }

  private static String identity(Input input) {
    return Features.fold(input.members().toString());
  }

  /**
   * What would be asked, and nothing of it is.
   *
   * @param from how many of the requests are left out
   * @param shown how many of the others are shown in full
   * @throws JobFailure where the instruction or a label must not be shown
   */
  public ObjectNode preview(Wish wish, int from, int shown) throws JobFailure {
    Ready ready = ready(wish);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dryRun", true).put("teacher", teacher.name());
    json.put("leavesThisMachine", teacher.isElsewhere());
    List<Asking.Question> gate = Gate.questions(wish.own(), ready.brief().screen());
    long tokens = 0;
    long bytes = 0;
    long known = 0;
    long asked = 0;
    List<Prompt> requests = new ArrayList<>();
    List<Asking.Question> all = new ArrayList<>(gate);
    ready
        .candidates()
        .forEach(c -> all.add(new Asking.Question(c.example().input(), c.shown(), null)));
    for (Asking.Question question : all) {
      int samples = gate.contains(question) ? 1 : Math.min(wish.samples(), wish.samples() / 2 + 1);
      for (int sample = 0; sample < samples; sample++) {
        Prompt prompt = ready.brief().prompt(question.shown(), sample, question.without(), answers);
        if (answers.find(teacher, prompt).isPresent()) {
          known++;
          continue;
        }
        asked++;
        tokens += prompt.estimatedTokensIn() + prompt.mostTokens() / 2;
        bytes += prompt.system().length() + prompt.user().length();
        requests.add(prompt);
      }
    }
    Generation generation = new Generation(asking);
    List<Prompt> made = new ArrayList<>(generation.prompts(wish, ready.brief()));
    int rewritten = made.size();
    made.addAll(new Rewrites(asking, answers).prompts(wish, ready.brief()));
    for (int i = 0; i < made.size(); i++) {
      Prompt prompt = made.get(i);
      // Each input that is made up is asked about once more.
      asked += 1 + (i < rewritten ? Generation.EACH : 1);
      tokens += prompt.estimatedTokens() * 2;
      bytes += prompt.system().length() + prompt.user().length();
      requests.add(prompt);
    }
    json.put("calls", asked).put("known", known).put("estimatedTokens", tokens);
    json.put("estimatedCost", purse.cost(tokens * 9 / 10, tokens / 10));
    json.put("bytes", bytes);
    json.set("leftOut", counts(ready.leftOut()));
    // What is asked about inputs that are still to be made up cannot be shown before.
    json.put("requests", requests.size()).put("from", Math.min(from, requests.size()));
    ArrayNode examples = json.putArray("examples");
    requests.stream()
        .skip(from)
        .limit(shown)
        .forEach(p -> examples.addObject().put("system", p.system()).put("data", p.user()));
    return json;
  }

  private static ObjectNode counts(Map<String, Integer> counts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    counts.forEach(json::put);
    return json;
  }

  /**
   * Asks.
   *
   * @throws JobFailure where the teacher does badly on the person's own examples, or refuses
   */
  public Result run(Wish wish, Job.Progress progress) throws JobFailure, InterruptedException {
    Ready ready = ready(wish);
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("name", teacher.name());
    report.put("samples", wish.samples());
    progress.report(0.02, "asking about your own examples");
    Gate gate = Gate.of(wish, ready.brief(), asking);
    gate.write(report.putObject("gate"));
    if (!recalling) {
      // What is recalled was paid for after the teacher had passed.
      gate.refuse(teacher.name(), wish.gate());
    }

    List<Asking.Question> questions =
        ready.candidates().stream()
            .map(c -> new Asking.Question(c.example().input(), c.shown(), null))
            .toList();
    int all = questions.size();
    List<Optional<Committee>> votes =
        asking.all(
            ready.brief(),
            questions,
            wish.samples(),
            n ->
                progress.report(
                    0.05 + (END - 0.1) * n / Math.max(1, all), "asking " + n + "/" + all));
    List<Example> taught = new ArrayList<>();
    Disagreements differ = new Disagreements();
    int unfit = 0;
    int unanswered = 0;
    int none = 0;
    for (int i = 0; i < all; i++) {
      Committee committee = votes.get(i).orElse(null);
      if (committee == null) {
        unanswered++;
        continue;
      }
      unfit += committee.unfit();
      Example example = ready.candidates().get(i).example();
      JsonNode agreed = committee.agreed().orElse(null);
      if (agreed == null) {
        differ.add(example.input(), committee);
      } else if (agreed.isNull()) {
        none++;
      } else {
        taught.add(taught(example, agreed, Example.Source.TEACHER));
      }
    }
    if (unanswered == all && all > 0 && asking.stopped() == null && !recalling) {
      throw new JobFailure(asking.trouble());
    }
    report.put("unanswered", unanswered);
    report.put("labelled", taught.size()).put("noneFits", none);
    report.put("disagreed", differ.size()).put("unfit", unfit);
    Generation generation = new Generation(asking);
    progress.report(END - 0.04, "making up inputs");
    List<Example> made = generation.run(wish, ready.brief());
    taught.addAll(made);
    report.put("generated", made.size());
    List<Example> hard = new Rewrites(asking, answers).run(wish, ready.brief());
    report.set("leftOut", counts(ready.leftOut()));
    account(report);
    return new Result(
        Generation.grouped(wish, ready.brief()),
        List.copyOf(taught),
        hard,
        report,
        differ.questions());
  }

  /** An example of the same input and group. */
  static Example taught(Example of, JsonNode output, Example.Source source) {
    return new Example(of.input(), output, of.id(), of.group(), of.time(), source);
  }

  private void account(ObjectNode report) {
    Purse.Spent spent = purse.spent();
    report.put("calls", spent.calls()).put("retries", spent.retries());
    report.put("known", asking.cached());
    report.putObject("tokens").put("in", spent.tokensIn()).put("out", spent.tokensOut());
    report.put("cost", spent.cost());
    report.put("bytesSent", teacher.isElsewhere() ? spent.bytes() : 0);
    report.put("stopped", asking.stopped());
  }
}
