package dev.stillroom.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import dev.stillroom.e2e.bench.HostProcess;
import dev.stillroom.e2e.person.Person;
import dev.stillroom.e2e.person.Stage;
import dev.stillroom.e2e.site.LargeModel;
import dev.stillroom.e2e.site.Letters;
import dev.stillroom.e2e.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person asks a large model about letters, until a small one of their own answers first. */
class AskPanelTest {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROMPT = "Is this a complaint? Answer yes or no.";
  private static final String KEY = "sk-made-up-for-this-test-0123456789";

  private Site site;
  private Stage stage;
  private Person person;
  private LargeModel large;

  @BeforeEach
  void open() throws IOException {
    site = Site.start();
    Letters.putUp(site, 40);
    large = LargeModel.start();
    stage = Stage.set(Stage.imageOfBuild());
    person = Person.on(stage, false);
    person.agree();
  }

  @AfterEach
  void close() {
    person.close();
    stage.close();
    large.close();
    site.close();
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  private static Locator field(Page page, String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator list(Page page, String name) {
    return page.getByRole(
        AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Page addTeacher() {
    Page options = person.open("options.html#teachers");
    press(options, "Add a model");
    field(options, "What you call it").fill("cloud");
    field(options, "Address").fill(large.url());
    field(options, "The model's name there").fill("large");
    field(options, "Key").fill(KEY);
    field(options, "Price of a million tokens sent (may be empty)").fill("2");
    field(options, "Price of a million tokens answered").fill("8");
    press(options, "Add");
    person.until(
        "the teacher in the list",
        () -> options.locator("[data-kind=teachers] [data-kind=teacher]").count() == 1);
    return options;
  }

  private Page askAt(int letter) {
    person.visit(site.url(Letters.HOST, "/" + letter));
    Page panel = person.beside("ask.html", "");
    field(panel, "What do you want to know?").fill(PROMPT);
    list(panel, "About").selectOption("page");
    person.until(
        "the teacher to choose", () -> list(panel, "Who answers").inputValue().equals("cloud"));
    press(panel, "Ask");
    return panel;
  }

  private static String answer(Page panel) {
    Locator said = panel.locator("[data-kind=answer] .said");
    return said.count() == 0 ? "" : said.innerText();
  }

  private void awaitAnswer(Page panel, String answer) {
    person.untilEqual("the answer", answer, () -> answer(panel));
  }

  /** Asks about letters as the panel does, without drawing it. */
  private void askOften(int from, int to) throws IOException {
    try (HostProcess host = HostProcess.start(stage)) {
      host.hello();
      for (int i = from; i <= to; i++) {
        ObjectNode ask = JSON.createObjectNode().put("type", "prepareAsk");
        ask.put("url", site.url(Letters.HOST, "/" + i)).put("prompt", PROMPT);
        ask.put("text", Letters.text(i)).put("teacher", "cloud").put("insist", false);
        JsonNode prepared = host.ask(ask.putNull("questionId"));
        JsonNode asked =
            host.ask(
                JSON.createObjectNode()
                    .put("type", "sendAsk")
                    .put("askId", prepared.path("askId").asText())
                    .put("remember", false));
        assertEquals(Letters.complains(i), asked.path("answer").asText(), asked::toString);
      }
    }
  }

  private void look(Page page, String name, int narrow, int wide) throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.evaluate(Axe.script());
      assertEquals(List.of(), page.evaluate(Axe.PROBLEMS), name + " in " + scheme);
    }
    Person.screenshots(page, SCREENSHOTS, name, narrow, wide);
  }

  @Test
  void whatIsAskedOftenIsAnsweredByASmallModelOfTheirOwn() throws IOException {
    Page options = addTeacher();
    assertFalse(stored(options).contains(KEY), "a key is never kept in the browser");
    options.close();

    Page panel = askAt(2);
    Locator dialog = panel.locator("dialog[data-kind=would-leave]");
    dialog.waitFor();
    assertEquals(0, large.asked().size(), "nothing is sent before the person has seen it");
    String letter = dialog.locator("[data-kind=data]").innerText();
    assertTrue(letter.contains("[email-1]") && !letter.contains("@letters.example"), letter);
    assertTrue(dialog.innerText().contains("e-mail addresses: 1"), dialog.innerText());
    look(panel, "ask-dialog", 320, 480);
    press(panel, "Cancel");
    person.until("the dialog to go", () -> dialog.count() == 0);
    assertEquals(0, large.asked().size());
    press(panel, "Ask");
    dialog.waitFor();
    String shown = dialog.locator("[data-kind=system]").innerText();
    panel.getByLabel("Do not show this again for this question and cloud").check();
    press(panel, "Send");
    awaitAnswer(panel, "yes");
    assertEquals(1, large.asked().size());
    assertEquals("Bearer " + KEY, large.asked().getFirst().authorization());
    assertEquals(shown.strip(), large.asked().getFirst().system().strip());
    assertEquals(letter.strip(), large.asked().getFirst().user().strip());
    look(panel, "ask-answer", 320, 480);
    panel.close();

    askOften(3, 25);
    Page again = askAt(26);
    awaitAnswer(again, "yes");
    assertEquals(0, again.locator("dialog").count(), "this question may be sent unshown");
    Locator proposal = again.locator("[data-kind=proposal]");
    proposal.waitFor();
    assertTrue(proposal.innerText().contains("would have agreed"), proposal.innerText());
    look(again, "ask-suggestion", 320, 480);
    press(again, "Use it first");
    person.until("it to be learned", () -> learned().equals("READY"));
    again.close();

    int before = large.asked().size();
    // One answer in ten would be checked by the teacher, and nothing saved.
    checkOneIn("0").close();
    Page by = askAt(30);
    awaitAnswer(by, "yes");
    assertEquals(before, large.asked().size(), "the small model answers alone");
    assertEquals("model", by.locator("[data-kind=answer]").getAttribute("data-by"));
    person.until(
        "what that saved", () -> by.locator("[data-kind=saved]").innerText().contains("saved"));
    look(by, "ask-model", 320, 480);
    by.close();

    Page settings = checkOneIn("1");
    assertTrue(settings.locator("[data-kind=ledger]").innerText().contains("127.0.0.1"));
    look(settings, "options-teachers", 420, 1000);
    settings.close();
    Page checked = askAt(31);
    person.until("the check", () -> checked.locator("[data-kind=agreed]").count() == 1);
    assertTrue(
        checked.locator("[data-kind=agreed]").innerText().contains("the same"),
        checked.locator("[data-kind=agreed]").innerText());
    assertFalse(stored(checked).contains(KEY));
    checked.close();

    large.contradict(true);
    Page wrong = askAt(32);
    person.until("the contradiction", () -> wrong.locator("[data-kind=agreed]").count() == 1);
    assertEquals(
        "Your small model had said “yes”; it learns from this.",
        wrong.locator("[data-kind=agreed]").innerText());
    wrong.close();
    Page tasks = person.open("options.html#tasks");
    tasks.locator("[data-kind=task] details > summary").click();
    Locator errors = tasks.locator("[data-kind=errors]");
    errors.waitFor();
    assertTrue(errors.innerText().contains("said “yes”, right was “no”"), errors.innerText());
    askTheTeacher(tasks, "Ask cloud what these have in common", "They are all polite.");
    assertTrue(large.asked().getLast().user().contains("right was"), "the errors were sent");
    look(tasks, "options-errors", 420, 1000);
    tasks.close();
    assertTrue(
        SceneFiles.holding(stage.home(), KEY).stream().allMatch(file -> file.endsWith("keys")),
        "the key stands in its file alone");
  }

  /** Sets how many of the small model's answers are checked. */
  private Page checkOneIn(String rate) {
    Page settings = person.open("options.html#teachers");
    settings.locator("label.rate select").selectOption(rate);
    // The list shows it at once; what counts is that the host heard of it.
    person.untilEqual("the rate to be kept", rate, () -> keptRate(settings));
    return settings;
  }

  private static String keptRate(Page settings) {
    return String.valueOf(
        settings.evaluate(
            """
            async () => {
              const request = {type: 'listQuestions'};
              const told = await chrome.runtime.sendMessage({ask: 'host', request});
              return told.value?.questions[0]?.checkOneIn;
            }
            """));
  }

  private Page askToTell(int letter) {
    person.visit(site.url(Letters.HOST, "/" + letter));
    Page panel = person.beside("ask.html", "");
    field(panel, "What do you want to know?").fill("Tell me about it.");
    list(panel, "About").selectOption("page");
    person.until(
        "the teacher to choose", () -> list(panel, "Who answers").inputValue().equals("cloud"));
    press(panel, "Ask");
    panel.locator("dialog[data-kind=would-leave]").waitFor();
    press(panel, "Send");
    return panel;
  }

  @Test
  void anAnswerIsSeenWhileItComesAndCanBeStopped() throws IOException {
    addTeacher().close();
    CountDownLatch rest = new CountDownLatch(1);
    large.pauseHalfWay(rest);
    Page panel = askToTell(3);
    Locator coming = panel.locator("[data-kind=coming] .said");
    coming.waitFor();
    assertTrue(LargeModel.TOLD.startsWith(coming.innerText()), coming.innerText());
    person.until("a good part of it", () -> coming.innerText().length() > 20);
    look(panel, "ask-coming", 320, 480);
    press(panel, "Stop");
    Locator partial = panel.locator("[data-kind=partial]");
    partial.waitFor();
    assertTrue(partial.innerText().contains("You stopped"), partial.innerText());
    assertTrue(LargeModel.TOLD.startsWith(answer(panel)) && !answer(panel).equals(LargeModel.TOLD));
    look(panel, "ask-stopped", 320, 480);
    panel.close();
    rest.countDown();

    large.pauseHalfWay(null);
    Page whole = askToTell(4);
    awaitAnswer(whole, LargeModel.TOLD);
    assertEquals(0, whole.locator("[data-kind=partial]").count());
    whole.close();

    large.breakOff(true);
    Page broken = askToTell(5);
    Locator brokeOff = broken.locator("[data-kind=partial]");
    brokeOff.waitFor();
    assertTrue(brokeOff.innerText().contains("broke off"), brokeOff.innerText());
    assertTrue(LargeModel.TOLD.startsWith(answer(broken)), answer(broken));
    broken.close();
  }

  @Test
  void aTaskSpecifiedByHandIsShownLearnedAndAsked() throws IOException {
    Page options = addTeacher();
    press(options, "New task");
    field(options, "Name").fill("Complaints");
    field(options, "What is to be done, in words").fill("Does the writer complain?");
    field(options, "Labels, parted by semicolons").fill("yes; no");
    field(options, "Rows").fill(Letters.table("answer", 40, 16, Letters::complains));
    list(options, "Who answers what has no answer").selectOption("cloud");
    press(options, "See what happens");
    Locator preview = options.locator("[data-kind=task-preview]");
    preview.waitFor();
    assertEquals(0, large.asked().size());
    assertTrue(
        preview.innerText().contains("16 of your own answers, 24 rows"), preview.innerText());
    assertTrue(preview.innerText().contains("[email-1]"), preview.innerText());
    Locator requests = preview.locator("[data-kind=requests]");
    assertTrue(requests.innerText().contains("Requests 1 to 5 of"), requests.innerText());
    String first = preview.locator(".letter").first().innerText();
    press(options, "More of them");
    person.until("the next ones", () -> requests.innerText().contains("Requests 6 to 10 of"));
    assertFalse(first.equals(preview.locator(".letter").first().innerText()));
    assertEquals(0, large.asked().size(), "looking sends nothing");
    look(options, "options-specify", 420, 1000);
    press(options, "Send this and learn it");
    person.until("it to be learned", () -> learned().equals("READY"));
    assertTrue(large.asked().size() >= 40, "each is asked about more than once");
    options.close();

    int before = large.asked().size();
    Page panel = askTheSmallModel("Complaints", 38);
    awaitAnswer(panel, "yes");
    assertEquals(before, large.asked().size());
  }

  @Test
  void fieldsSpecifiedByHandAreLearnedAndFilledIn() throws IOException {
    Page options = addTeacher();
    press(options, "New task");
    field(options, "Name").fill("Numbers");
    list(options, "What comes out").selectOption("extract");
    field(options, "What is to be done, in words").fill("The writer's number.");
    field(options, "Fields, parted by semicolons ([] behind one of several values)").fill("number");
    field(options, "Rows").fill(Letters.table("number", 36, 16, Letters::number));
    list(options, "Who answers what has no answer").selectOption("cloud");
    press(options, "See what happens");
    Locator preview = options.locator("[data-kind=task-preview]");
    preview.waitFor();
    assertTrue(
        preview.innerText().contains("16 of your own answers, 20 rows"), preview.innerText());
    look(options, "options-specify-fields", 420, 1000);
    press(options, "Send this and learn it");
    person.until("it to be learned", () -> learned().equals("READY"));
    options.close();

    int before = large.asked().size();
    Page panel = askTheSmallModel("Numbers", 39);
    awaitAnswer(panel, "number: " + Letters.number(39));
    assertEquals(before, large.asked().size());
    look(panel, "ask-fields", 320, 480);
  }

  /** Asks a question that was specified by hand about a letter, and no teacher. */
  private Page askTheSmallModel(String question, int letter) {
    person.visit(site.url(Letters.HOST, "/" + letter));
    Page panel = person.beside("ask.html", "");
    Locator which = list(panel, "Question");
    which.waitFor();
    which.selectOption(new SelectOption().setLabel(question));
    list(panel, "About").selectOption("page");
    list(panel, "Who answers").selectOption("");
    press(panel, "Ask");
    return panel;
  }

  /** The button, what would leave, and the answer. */
  private void askTheTeacher(Page page, String button, String answer) {
    int before = large.asked().size();
    press(page, button);
    page.locator("dialog[data-kind=would-leave]").waitFor();
    assertEquals(before, large.asked().size());
    press(page, "Send");
    person.untilEqual(
        "the teacher's word",
        answer,
        () -> {
          Locator said = page.locator("[data-kind=ask-teacher] [data-kind=answer] p");
          return said.count() == 0 ? "" : said.first().innerText();
        });
  }

  @Test
  void aTeacherNamesARoutineWhenItIsAsked() throws IOException {
    addTeacher().close();
    try (HostProcess host = HostProcess.start(stage)) {
      host.hello();
      host.ask("{\"type\":\"watchSite\",\"site\":\"desk.localhost\",\"watched\":true}");
      host.ask("{\"type\":\"demonstrate\",\"begins\":true}");
      ObjectNode record = JSON.createObjectNode().put("type", "recordEvents");
      for (String name : List.of("Open order", "Save order")) {
        ObjectNode event = record.withArray("events").addObject().put("type", "gesture");
        event.put("id", "made-up-" + name).put("time", java.time.Instant.now().toString());
        event.put("session", "s").put("url", "https://desk.localhost/orders").put("title", "Desk");
        event.put("deed", "CLICK").putNull("mark");
        event.putObject("on").put("role", "button").put("name", name).putArray("keys").add(name);
      }
      host.ask(record);
      JsonNode shown = host.ask("{\"type\":\"demonstrate\",\"begins\":false}");
      assertTrue(shown.path("taskId").isTextual(), shown::toString);
    }
    Page tasks = person.open("options.html#tasks");
    askTheTeacher(tasks, "Ask cloud what this is and whether it is simple", "Save orders: simple.");
    assertTrue(large.asked().getLast().user().contains("Save order"));
  }

  private String learned() {
    try {
      JsonNode tasks = JSON.readTree(stage.stillroom("tasks", "list", "--json"));
      JsonNode first = tasks.path("tasks").path(0);
      return first.path("phase").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String stored(Page page) {
    return String.valueOf(
        page.evaluate(
            "async () => JSON.stringify([await chrome.storage.local.get(null),"
                + " await chrome.storage.session.get(null), {...localStorage},"
                + " {...sessionStorage}])"));
  }
}
