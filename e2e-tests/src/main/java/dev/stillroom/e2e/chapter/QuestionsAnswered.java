package dev.stillroom.e2e.chapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stillroom.e2e.bench.HostProcess;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.site.LargeModel;
import dev.stillroom.e2e.site.Letters;
import java.io.IOException;
import java.util.Map;

/**
 * "Ask": the same question about letter after letter, to a large model, until a small one answers
 * it; the large one stands on this machine.
 */
public final class QuestionsAnswered implements Chapter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROMPT = "Is this a complaint? Answer yes or no.";

  /** Letters that were asked about in the days before: the panel would take a minute for them. */
  private static final int BEFORE = 26;

  @Override
  public String title() {
    return "A question that comes back is answered by a small model of your own";
  }

  @Override
  public void play(Play play) throws IOException {
    Script script = play.script();
    Person person = play.person();
    Letters.putUp(play.site(), 40);
    try (LargeModel large = LargeModel.start();
        HostProcess host = HostProcess.start(person.stage())) {
      host.hello();
      ObjectNode teacher = JSON.createObjectNode().put("type", "addTeacher").put("name", "large");
      teacher.put("url", large.url()).put("model", "m").putNull("protocol").putNull("key");
      host.ask(teacher.put("priceIn", 2.0).put("priceOut", 8.0));
      for (int i = 2; i < 2 + BEFORE; i++) {
        before(host, play.site().url(Letters.HOST, "/" + i), i);
      }
      script.step("The same question about " + BEFORE + " letters, in the days before");

      Page panel = asked(play, 30);
      panel.locator("dialog[data-kind=would-leave]").waitFor();
      script.check("nothing is sent before it was seen", large.asked().isEmpty());
      press(panel, "Send");
      person.untilEqual("the large model's answer", "yes", () -> said(panel, "teacher"));
      script.step("One more: what would leave is shown first, then the large model answers");
      Locator proposal = panel.locator("[data-kind=proposal]", within("would have agreed"));
      proposal.waitFor();
      String words =
          proposal.innerText().lines().filter(l -> l.contains("agreed")).findFirst().orElse("");
      script.detail("“" + words.strip() + "”");
      play.screenshot(panel, "ask-suggestion");
      proposal
          .getByRole(
              AriaRole.BUTTON,
              new Locator.GetByRoleOptions().setName("Use it first").setExact(true))
          .click();
      person.until("it to be learned", () -> question(host).path("first").asBoolean());
      panel.close();
      // One answer in ten would be compared with the large model's: here none is.
      host.ask(
          JSON.createObjectNode()
              .put("type", "steerQuestion")
              .put("questionId", question(host).path("id").asText())
              .put("checkOneIn", 0));

      int before = large.asked().size();
      Page by = asked(play, 32);
      person.untilEqual("the small model's answer", "yes", () -> said(by, "model"));
      script.check("the large model was not asked", large.asked().size() == before);
      play.screenshot(by, "ask-small");
      script.step("Taken: the next letter is answered here, nothing leaves, nothing is paid");

      press(by, "Ask large all the same");
      by.locator("dialog[data-kind=would-leave]").waitFor();
      press(by, "Send");
      Locator agreed = by.locator("[data-kind=agreed]");
      agreed.waitFor();
      script.check(
          "both say the same: " + agreed.innerText(), agreed.innerText().contains("the same"));
      script.check("the large model was asked once more", large.asked().size() == before + 1);
      by.close();
      script.step(
          "The large one is asked where the small one is not sure, to compare, or when you insist,"
              + " as here",
          Map.of("large", large.asked().size()));
    }
  }

  /** As the panel does, answered at once: no process is started for it. */
  private static void before(HostProcess host, String url, int letter) throws IOException {
    ObjectNode ask = JSON.createObjectNode().put("type", "prepareAsk").put("url", url);
    ask.put("prompt", PROMPT).put("text", Letters.text(letter)).putNull("teacher");
    JsonNode prepared = host.ask(ask.putNull("questionId").put("insist", false));
    host.ask(
        JSON.createObjectNode()
            .put("type", "noteAnswer")
            .put("askId", prepared.path("askId").asText())
            .put("answer", LargeModel.complains(Letters.text(letter)) ? "yes" : "no")
            .put("seconds", 2.0));
  }

  private static JsonNode question(HostProcess host) {
    try {
      return host.ask(JSON.createObjectNode().put("type", "listQuestions"))
          .path("questions")
          .path(0);
    } catch (IOException gone) {
      throw new Broken("the engine does not answer: " + gone.getMessage());
    }
  }

  private static Page asked(Play play, int letter) {
    Person person = play.person();
    person.visit(play.site().url(Letters.HOST, "/" + letter));
    Page panel = person.beside("ask.html", "");
    panel
        .getByLabel("What do you want to know?", new Page.GetByLabelOptions().setExact(true))
        .fill(PROMPT);
    list(panel, "About").selectOption("page");
    person.until(
        "the teacher to choose", () -> list(panel, "Who answers").inputValue().equals("large"));
    press(panel, "Ask");
    return panel;
  }

  private static Locator list(Page page, String name) {
    return page.getByRole(
        AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page.LocatorOptions within(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  /** What is shown as the answer of the small model, or of the teacher. */
  private static String said(Page panel, String by) {
    Locator said = panel.locator("[data-kind=answer][data-by=" + by + "] .said");
    return said.count() == 0 ? "" : said.innerText();
  }
}
