package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.example.Example;
import dev.stillroom.runtime.example.ExampleReader;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.job.JobFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Inputs that a teacher makes up: varied ones of a label, and hard ones that look like it and are
 * not. Each is asked about as if it were anybody's, so a made-up input has the label that the
 * teacher gives it when it does not know what it was made for.
 */
final class Generation {

  /** Inputs of one request. */
  static final int EACH = 8;

  private static final int MOST_CHARACTERS = 600;
  private static final int TOKENS_OF_ONE = 80;
  private static final int SHOTS = 3;

  private final Asking asking;

  Generation(Asking asking) {
    this.asking = asking;
  }

  /**
   * The requests for the inputs wished for: of each label in turn, every third time hard ones.
   * Nothing where inputs are no texts, or the task is to fill in fields.
   */
  List<Prompt> prompts(Lesson.Wish wish, Brief brief) {
    List<Prompt> prompts = new ArrayList<>();
    List<String> labels = labels(wish, brief);
    int requests = labels.isEmpty() ? 0 : (wish.generate() + EACH - 1) / EACH;
    for (int i = 0; i < requests; i++) {
      String label = labels.get(i % labels.size());
      int round = i / labels.size();
      prompts.add(prompt(label, round, round % 3 == 2 && labels.size() > 1, brief));
    }
    return prompts;
  }

  private Prompt prompt(String label, int round, boolean hard, Brief brief) {
    StringBuilder system = new StringBuilder(400);
    system.append("You make up inputs for a small task, for a model to learn from.\n");
    if (brief.instruction() != null) {
      system.append("The task, in a person's words: ").append(brief.instruction()).append('\n');
    }
    if (brief.shape() instanceof AnswerShape.OneLabel one) {
      system.append("The labels: ").append(String.join("; ", one.shownLabels())).append('\n');
    }
    for (Brief.Shot shot : models(label, brief)) {
      system.append("A real one: ").append(shot.shown().path("text")).append('\n');
    }
    system.append("Write ").append(EACH).append(" different inputs, as different people would");
    system.append(" write them: short and long, plain and careless");
    if (hard) {
      system.append(", that look as if their label were \"").append(label);
      system.append("\" and in truth have another of the labels");
    } else if (!label.isEmpty()) {
      system.append(", whose label is \"").append(label).append('"');
    }
    system.append(". This is set ").append(round + 1).append(": none that other sets would have.");
    system.append("\nAnswer with one JSON object, {\"inputs\": [TEXT, …]}, and nothing else.");
    ObjectNode texts = JsonNodeFactory.instance.objectNode().put("type", "array");
    texts.putObject("items").put("type", "string");
    ObjectNode schema = AnswerShape.object(Map.of("inputs", texts));
    // Drawn by chance: the likeliest inputs are not the varied ones.
    return new Prompt(
        system.toString(),
        "Write them.",
        schema,
        EACH * TOKENS_OF_ONE + 50,
        round + 1,
        brief.about("make up", label, String.valueOf(hard)));
  }

  /** The person's examples after which inputs for a label are made up: some, of one group. */
  private static List<Brief.Shot> models(String label, Brief brief) {
    List<Brief.Shot> fit =
        brief.shots().stream()
            .filter(s -> label.isEmpty() || s.answer().path("label").asText().equals(label))
            .toList();
    return fit.stream()
        .filter(s -> Objects.equals(s.example().group(), fit.getFirst().example().group()))
        .limit(SHOTS)
        .toList();
  }

  /** The group of what is made up for a label: that of the examples it is made up after. */
  private static String group(String label, Brief brief) {
    List<Brief.Shot> models = models(label, brief);
    if (models.isEmpty()) {
      return null;
    }
    String group = models.getFirst().example().group();
    return group == null ? "made up for " + label : group;
  }

  /**
   * The person's examples with the groups of what was made up after them: what is made up after an
   * example must not help to predict it.
   */
  static List<Example> grouped(Lesson.Wish wish, Brief brief) {
    if (wish.generate() == 0) {
      return wish.own();
    }
    Map<Example, String> groups = new IdentityHashMap<>();
    for (String label : labels(wish, brief)) {
      models(label, brief).forEach(m -> groups.put(m.example(), group(label, brief)));
    }
    return wish.own().stream()
        .map(
            e ->
                groups.containsKey(e)
                    ? new Example(
                        e.input(),
                        e.output(),
                        e.id(),
                        groups.get(e),
                        e.time(),
                        e.source(),
                        e.spans())
                    : e)
        .toList();
  }

  /** The labels that inputs are made up for, as they are shown. */
  private static List<String> labels(Lesson.Wish wish, Brief brief) {
    boolean texts = wish.own().stream().allMatch(e -> e.input().members().path("text").isTextual());
    if (!texts) {
      return List.of();
    }
    return switch (brief.shape()) {
      case AnswerShape.OneLabel one -> one.shownLabels();
      case AnswerShape.Text text -> List.of("");
      case AnswerShape.FieldValues fields -> List.of();
      case AnswerShape.Words words -> List.of();
    };
  }

  /** Makes inputs up and labels them. */
  List<Example> run(Lesson.Wish wish, Brief brief) throws JobFailure, InterruptedException {
    Set<String> seen = new HashSet<>();
    wish.own().forEach(e -> seen.add(Features.fold(e.input().members().path("text").asText())));
    wish.unlabeled()
        .forEach(e -> seen.add(Features.fold(e.input().members().path("text").asText())));
    List<String> labels = labels(wish, brief);
    List<Asking.Question> questions = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    List<Prompt> prompts = prompts(wish, brief);
    for (int i = 0; i < prompts.size(); i++) {
      for (String text : inputs(prompts.get(i))) {
        ObjectNode members = JsonNodeFactory.instance.objectNode().put("text", text);
        if (questions.size() < wish.generate()
            && seen.add(Features.fold(text))
            && brief.screen().of(new Input(members)) instanceof Screen.Shown shown) {
          questions.add(new Asking.Question(new Input(members), shown, null));
          groups.add(group(labels.get(i % labels.size()), brief));
        }
      }
    }
    List<Optional<Committee>> votes = asking.all(brief, questions, wish.samples(), done -> {});
    List<Example> made = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      Input input = questions.get(i).input();
      String group = groups.get(i);
      votes
          .get(i)
          .flatMap(Committee::agreed)
          .filter(agreed -> !agreed.isNull())
          .map(agreed -> new Example(input, agreed, null, group, null, Example.Source.SYNTHETIC))
          .ifPresent(made::add);
    }
    return made;
  }

  private List<String> inputs(Prompt prompt) throws JobFailure, InterruptedException {
    Optional<String> known = asking.known(prompt);
    Optional<String> said = known.isPresent() ? known : asking.one(prompt);
    JsonNode inputs = said.flatMap(text -> AnswerShape.member(text, "inputs")).orElse(null);
    if (inputs == null || !inputs.isArray()) {
      return List.of();
    }
    if (known.isEmpty()) {
      asking.keep(prompt, said.get());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : inputs) {
      String text = one.asText().strip();
      boolean fits =
          one.isTextual()
              && !text.isEmpty()
              && text.length() <= MOST_CHARACTERS
              && ExampleReader.isPlain(text.replaceAll("[\\n\\t]", ""));
      if (fits && texts.size() < EACH) {
        texts.add(text);
      }
    }
    return texts;
  }
}
