package dev.stillroom.distiller.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.form.Secrets;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One question of the person's about one text. They are shown what would leave, to the letter; only
 * what they have been shown leaves, which a digest holds.
 */
public final class OneAsk {

  private static final String PROMPT = "prompt";

  private final Teacher teacher;
  private final Answers answers;
  private final Purse purse;

  public OneAsk(Teacher teacher, Answers answers, Purse purse) {
    this.teacher = teacher;
    this.answers = answers;
    this.purse = purse;
  }

  /** What would be sent, or why nothing may be. */
  private record Ready(Prompt prompt, Screen.Shown shown, String held) {}

  private Ready ready(String question, String text, List<String> hide) {
    ObjectNode both = JsonNodeFactory.instance.objectNode().put(PROMPT, question);
    if (!text.isBlank()) {
      both.put("text", text);
    }
    Screen screen = new Screen(hide);
    return switch (screen.of(new Input(both))) {
      case Screen.Held held -> new Ready(null, null, held.why());
      case Screen.Shown shown -> {
        ObjectNode data = shown.members().deepCopy();
        String instruction = data.remove(PROMPT).asText();
        Brief brief = new Brief(instruction, new AnswerShape.Words(), List.of(), screen);
        Screen.Shown rest = new Screen.Shown(data, shown.text(), shown.hidden());
        yield new Ready(brief.prompt(rest, 0, null, answers), rest, null);
      }
    };
  }

  /** What would leave this machine, with what it would take at the most. */
  public ObjectNode preview(String question, String text, List<String> hide) {
    Ready ready = ready(question, text, hide);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("teacher", teacher.name()).put("leavesThisMachine", teacher.isElsewhere());
    json.put("held", ready.held());
    if (ready.held() != null) {
      return json;
    }
    Prompt prompt = ready.prompt();
    json.put("system", prompt.system()).put("data", prompt.user());
    json.put("bytes", Prompt.bytes(prompt));
    json.put("known", answers.find(teacher, prompt).isPresent());
    json.put("estimatedTokens", prompt.estimatedTokens());
    json.put("estimatedTokensIn", prompt.estimatedTokensIn());
    json.put("estimatedCost", purse.cost(prompt.estimatedTokensIn(), prompt.mostTokens()));
    json.put("digest", digest(prompt));
    ObjectNode hidden = json.putObject("hidden");
    for (String holder : ready.shown().hidden().keySet()) {
      String kind = holder.replaceAll("[^a-z]", "");
      hidden.put(kind, hidden.path(kind).asInt() + 1);
    }
    return json;
  }

  /**
   * Asks.
   *
   * @param expected the digest of what the person was shown
   * @param keep whether the answer may be kept, to be given again
   * @param heard told what the answer says so far, while it comes
   * @throws JobFailure where something else would leave, or there is no answer
   */
  public ObjectNode ask(
      String question,
      String text,
      List<String> hide,
      String expected,
      boolean keep,
      Consumer<String> heard)
      throws JobFailure, InterruptedException {
    Ready ready = ready(question, text, hide);
    if (ready.held() != null || !digest(ready.prompt()).equals(expected)) {
      throw new JobFailure("nothing was sent: it is not what was shown; ask again");
    }
    long started = System.nanoTime();
    Optional<String> known = answers.find(teacher, ready.prompt());
    Teacher.Said whole;
    try {
      whole =
          known.isPresent()
              ? new Teacher.Said(known.get(), 0, 0)
              : teacher.ask(ready.prompt(), json -> hear(json, ready.shown(), heard));
    } catch (TeacherFailure failure) {
      throw new JobFailure(failure.getMessage());
    }
    String said = whole.text();
    JsonNode answer = new AnswerShape.Words().check(said, ready.shown()).orElse(null);
    boolean partial = answer == null && !whole.whole() && !soFar(said, ready.shown()).isBlank();
    if (partial) {
      answer = TextNode.valueOf(soFar(said, ready.shown()).strip());
    }
    if (answer == null) {
      throw new JobFailure(
          teacher.name() + " gave no answer that can be shown: ask in other words, or another one");
    }
    try {
      if (keep && !partial && !Secrets.in(said) && !Secrets.cardIn(said)) {
        answers.keep(teacher, ready.prompt(), said);
      }
    } catch (IOException unkept) {
      throw new JobFailure("what the teacher answered cannot be kept: " + unkept);
    }
    Purse.Spent spent = purse.spent();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("answer", answer);
    json.put("partial", partial).put("known", known.isPresent()).put("cost", spent.cost());
    json.put("tokens", spent.tokensIn() + spent.tokensOut());
    json.put("bytesSent", teacher.isElsewhere() ? spent.bytes() : 0);
    return json.put("seconds", (System.nanoTime() - started) / 1e9);
  }

  private static void hear(String json, Screen.Shown shown, Consumer<String> heard) {
    String text = soFar(json, shown);
    if (!text.isBlank()) {
      heard.accept(text);
    }
  }

  private static String soFar(String json, Screen.Shown shown) {
    String said = SoFar.of(json, "answer");
    return shown.unmasked(
        Screen.withoutHalf(said.substring(0, Math.min(said.length(), AnswerShape.Words.MOST))));
  }

  private String digest(Prompt prompt) {
    return answers.digest(
        String.join("\0", List.of(teacher.name(), prompt.system(), prompt.user())));
  }
}
