package dev.stillroom.host.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.TeachView.JobState;
import dev.stillroom.host.protocol.Trust;
import dev.stillroom.host.protocol.View;
import dev.stillroom.host.task.Task;
import dev.stillroom.host.trust.Cause;
import dev.stillroom.host.trust.Version;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.Answering;
import dev.stillroom.runtime.student.Condition;
import dev.stillroom.runtime.student.Counts;
import dev.stillroom.runtime.student.RuleList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class SharingTest extends SharingScene {

  @Test
  void everyStringOfTheFileIsInThePreviewAndNothingOfTheOwnCardIsInTheFile() throws Exception {
    learned();
    Reply.ExportPreview preview =
        sharing.preview(new Request.PreviewExport(OWN, "Post", "What it is.", 0));
    byte[] file = export(OWN, "Post", "What it is.");

    Set<String> shown =
        preview.strings().stream().map(TeachView.PackString::text).collect(Collectors.toSet());
    assertEquals(preview.total(), preview.strings().size());
    String bytes = new String(file, StandardCharsets.UTF_8);
    Matcher quoted = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(bytes);
    int strings = 0;
    while (quoted.find()) {
      String text = quoted.group(1);
      boolean ofManifest =
          text.matches("[0-9a-f]{64}|entries|name|bytes|sha256|stillroom|.*\\.json");
      assertTrue(text.isEmpty() || ofManifest || shown.contains(text), text);
      strings++;
    }
    assertTrue(strings > 10);
    assertTrue(shown.containsAll(List.of("Post", "What it is.", "advertising", "sale")));
    assertFalse(bytes.contains("private"), bytes);
    assertEquals(PackWriter.digest(model()), PackReader.read("a", ByteBuffer.wrap(file)).digest());
  }

  @Test
  void ofManyStringsEveryOneIsShownPageByPage() throws Exception {
    List<String> labels = IntStream.range(0, 990).mapToObj(i -> "label " + i).toList();
    List<RuleList.Rule> rules =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    new RuleList.Rule(
                        List.of(new Condition.HasWord("text", "word" + i)), i, counts(i)))
            .toList();
    RuleList large =
        new RuleList(
            new Answering(labels, 1, 0), rules, new RuleList.Rule(List.of(), 1, counts(1)));
    learned(large);

    List<String> shown = new ArrayList<>();
    Reply.ExportPreview page;
    do {
      page = sharing.preview(new Request.PreviewExport(OWN, "Post", "", shown.size()));
      assertTrue(page.strings().size() <= Sharing.MOST_STRINGS);
      page.strings().forEach(string -> shown.add(string.text()));
    } while (!page.strings().isEmpty() && shown.size() < page.total());
    assertTrue(page.total() > Sharing.MOST_STRINGS);
    assertEquals(page.total(), shown.size());
    assertTrue(shown.containsAll(labels) && shown.contains("word59"));

    String file = Base64.getEncoder().encodeToString(export(OWN, "Post", ""));
    Reply.Shared last =
        sharing.open(new Request.OpenShared("x.still", file, page.total() - 1, false));
    assertEquals(shown.getLast(), last.strings().getFirst().text());
    assertEquals(page.total(), last.total());
    assertThrows(
        RequestFailure.class,
        () -> sharing.preview(new Request.PreviewExport(OWN, "Post", "", 1_000_000)));
    assertThrows(
        RequestFailure.class, () -> sharing.open(new Request.OpenShared("x", file, -1, false)));
  }

  private static Counts counts(int label) {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(990, 0));
    counts.set(label, 5);
    return new Counts(counts);
  }

  @Test
  void whatIsSharedIsTheSameBytesPartByPart() throws Exception {
    learned();
    assertEquals(
        List.of(export(OWN, "Post", "")).getFirst().length,
        sharing.preview(new Request.PreviewExport(OWN, "Post", "", 0)).bytes());
    assertThrows(
        RequestFailure.class, () -> sharing.export(new Request.ExportTask(OWN, "Post", "", -1)));
    assertThrows(
        RequestFailure.class,
        () -> sharing.export(new Request.ExportTask(OWN, "Po\u202Est", "", 0)));
  }

  @Test
  void aFileIsOnlyLookedAtUntilItIsTaken() {
    Reply.Shared looked =
        sharing.open(new Request.OpenShared("post.still", shared("Sort post"), 0, false));
    assertNull(looked.taskId());
    assertEquals("Sort post", looked.name());
    assertTrue(looked.strings().stream().anyMatch(string -> string.text().equals("sale")));
    assertEquals("0.990, at least 0.970, of 10 examples", looked.claims());
    assertEquals(List.of(), tasks.all());
    assertFalse(Files.exists(home.packs().resolve(PackWriter.digest(model()) + ".still")));
  }

  @Test
  void whatCameAsAFilePredictsSilentlyUntilItWasRightOnOwnExamples() throws Exception {
    String task = take(shared("Sort post"));
    assertEquals(Trust.SHADOW, champion(task).trust());
    JsonNode silent = run(task, "the summer sale begins");
    assertTrue(silent.path("abstained").asBoolean());
    assertTrue(silent.path("output").isNull());
    assertTrue(silent.path("why").asText().contains("silently"), silent.toString());

    TeachView.Job job = null;
    int given = 0;
    while (champion(task).trust() == Trust.SHADOW && given < 60) {
      boolean sale = given % 2 == 0;
      job =
          give(
              task,
              (sale ? "big sale number " : "dear friend number ") + given,
              sale ? "advertising" : "letter",
              false);
      given++;
    }
    assertEquals(Trust.SUGGEST, champion(task).trust());
    assertEquals(JobState.READY, job.state());
    assertTrue(given >= 14 && given <= 35, given + " examples");
    assertTrue(champion(task).sequence().bound() >= 0.8);
    assertEquals("advertising", run(task, "one more sale").path("output").asText());
  }

  @Test
  void whatTheSameExampleSaysAgainIsNoEvidence() {
    String task = take(shared("Sort post"));
    for (int i = 0; i < 40; i++) {
      give(task, "the same sale", "advertising", false);
    }
    assertEquals(1, champion(task).sequence().n());
    assertEquals(Trust.SHADOW, champion(task).trust());
  }

  @Test
  void anInputThatIsAskedAgainAfterItsExampleWasGivenIsNoEvidence() {
    String task = take(shared("Sort post"));
    for (int i = 0; i < 30; i++) {
      run(task, "the same sale");
      give(task, "the same sale", "advertising", false);
    }
    assertEquals(1, champion(task).sequence().n());
    assertEquals(Trust.SHADOW, champion(task).trust());
  }

  @Test
  void whatIsSaidWhileRecordingIsPausedIsNotKept() {
    String task = take(shared("Sort post"));
    settings.recordingPaused(true);
    run(task, "a sale");
    assertEquals(0, journal.count("SELECT count(*) FROM prediction"));
    settings.recordingPaused(false);
    run(task, "a sale");
    assertEquals(1, journal.count("SELECT count(*) FROM prediction"));
  }

  @Test
  void aModelThatIsATaskAlreadyIsNotTakenInTwice() {
    String task = take(shared("Sort post"));
    assertThrows(RequestFailure.class, () -> take(shared("The same again")));
    assertEquals(List.of(task), tasks.all().stream().map(Task::id).toList());
  }

  @Test
  void whatIsWrongHereStaysInTheShadowAndIsCorrectedAtOnce() {
    String task = take(shared("Sort post"));
    for (int i = 0; i < 30; i++) {
      give(task, "big sale " + i, "letter", false);
    }
    assertEquals(Trust.SHADOW, champion(task).trust());
    assertEquals(0, champion(task).sequence().agreements());
    JsonNode corrected = run(task, "big sale 7");
    assertEquals("letter", corrected.path("output").asText());
    assertTrue(corrected.path("corrected").asBoolean());
  }

  @Test
  void noneOfTheFilesOwnFiguresAreKept() throws Exception {
    String task = take(shared("Sort post"));
    String card = champion(task).card();
    assertFalse(card.contains("0.99") || card.contains("private"), card);
    assertFalse(champion(task).passes());
    Path pack = home.packs().resolve(champion(task).digest() + ".still");
    String bytes = Files.readString(pack, StandardCharsets.ISO_8859_1);
    assertFalse(bytes.contains("private"));
  }

  @Test
  void damagedAndForeignFilesAreRefusedWithAReason() throws Exception {
    byte[] good = Base64.getDecoder().decode(shared("Sort post"));
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bad = good.clone();
      if (i % 4 == 0) {
        bad = java.util.Arrays.copyOf(bad, random.nextInt(bad.length));
      } else {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      refused += isRefused(bad) ? 1 : 0;
    }
    assertEquals(400, refused, "a changed byte is always seen");
    assertTrue(isRefused(bomb()));
    assertTrue(isRefused(zip("../../escape.json", "{}")));
    assertTrue(isRefused(zip("manifest.json", "{\"stillroom\": 2, \"entries\": []}")));
    assertTrue(isRefused(new byte[0]));
    RequestFailure large =
        assertThrows(
            RequestFailure.class,
            () -> sharing.open(new Request.OpenShared("x.still", "A".repeat(24_000_000), 0, true)));
    assertEquals(ErrorCode.INVALID_VALUE, large.code());
    assertEquals(List.of(), tasks.all());
    try (Stream<Path> files = Files.walk(home.directory())) {
      assertTrue(files.noneMatch(file -> file.toString().contains("escape")));
    }
  }

  @Test
  void namesFromAFileAreBoundedAndSteerNothing() {
    Reply.Shared looked =
        sharing.open(
            new Request.OpenShared(
                "a\u202Eb\u001B[2J" + "x".repeat(500),
                shared("\u202Eevil\u0007" + "y".repeat(900)),
                0,
                false));
    assertTrue(looked.name().length() <= 80, looked.name());
    assertFalse(looked.name().matches(".*[\\p{Cc}\\p{Cf}].*"), looked.name());
  }

  @Test
  void aForgottenFileLeavesNothing() throws IOException {
    String task = take(shared("Sort quite-special-post"));
    give(task, "a quite-special-example", "letter", false);
    new Forget(journal, clock).task(task);
    try (Stream<Path> files = Files.list(home.journal().getParent())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains("quite-special"), file.toString());
      }
    }
    assertEquals(0, journal.count("SELECT count(*) FROM job_example"));
    assertEquals(0, journal.count("SELECT count(*) FROM job"));
  }

  @Test
  void examplesThatNobodyWantedLearnedGoWithTheRawEvents() {
    TeachView.Job job =
        ((Reply.JobShown)
                jobs.give(
                        new Request.GiveExample(
                            null,
                            new TeachView.NewJob("sort", "", "classify"),
                            com.fasterxml.jackson.databind.node.TextNode.valueOf("a"),
                            com.fasterxml.jackson.databind.node.TextNode.valueOf("b"),
                            false))
                    .join())
            .job();
    assertEquals(JobState.GATHERING, job.state());
    dev.stillroom.host.agent.JobStore store = new dev.stillroom.host.agent.JobStore(journal, clock);
    store.expire(NOW);
    assertEquals(1, journal.count("SELECT count(*) FROM job_example"));
    store.expire(NOW.plusSeconds(1));
    assertEquals(0, journal.count("SELECT count(*) FROM job_example"));
    assertEquals(0, journal.count("SELECT count(*) FROM job"));
  }

  @Test
  void nothingIsKeptWhileRecordingIsPausedAndNothingSaidWhileAllIsStopped() throws IOException {
    learned();
    settings.recordingPaused(true);
    assertThrows(RequestFailure.class, () -> give(OWN, "a sale", "letter", false));
    assertEquals("advertising", run(OWN, "a sale").path("output").asText());
    settings.stopped(true);
    assertThrows(RequestFailure.class, () -> run(OWN, "a sale"));
  }

  @Test
  void ownTasksAreNoneOfAnAgentsUnlessThePersonSaysSo() throws IOException {
    learned();
    String own = "choose-place";
    tasks.add(
        own,
        "choose:place",
        new View.Choice("place", "tracker.localhost", "Label"),
        new EvidenceView.Tally(List.of(new EvidenceView.Count("letter", 8))));
    tasks.phase(own, View.TaskPhase.READY, null);
    versions.install(own, PackWriter.digest(model()), card(null).toString());
    versions.move(champion(own), Cause.LEARNED, "It passed.");
    String words = "choose the label on tracker.localhost";

    assertEquals(List.of(), jobs.find(new Request.FindJobs(words, 5, false)).jobs());
    RequestFailure refused = assertThrows(RequestFailure.class, () -> run(own, "a sale"));
    assertEquals(ErrorCode.NOT_ALLOWED, refused.code());
    assertThrows(RequestFailure.class, () -> give(own, "a sale", "letter", false));
    assertThrows(RequestFailure.class, () -> jobs.propose(new Request.ProposeJob(own, true)));

    assertEquals(
        own, jobs.find(new Request.FindJobs(words, 5, true)).jobs().getFirst().job().taskId());
    JsonNode said =
        ((Reply.Ran)
                jobs.run(
                        new Request.RunJob(
                            own,
                            com.fasterxml.jackson.databind.node.TextNode.valueOf("a sale"),
                            true))
                    .join())
            .answer();
    assertEquals("advertising", said.path("output").asText());
    assertEquals(0, journal.count("SELECT count(*) FROM prediction WHERE task_id = ?", own));
  }

  private Version champion(String task) {
    return versions.champion(task).orElseThrow();
  }

  private byte[] export(String task, String name, String instruction) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    Reply.Exported part;
    do {
      part = sharing.export(new Request.ExportTask(task, name, instruction, whole.size()));
      whole.writeBytes(Base64.getDecoder().decode(part.base64()));
    } while (whole.size() < part.total());
    return whole.toByteArray();
  }

  private boolean isRefused(byte[] file) {
    try {
      take(Base64.getEncoder().encodeToString(file));
      return false;
    } catch (RequestFailure refused) {
      assertTrue(refused.getMessage().length() > 10);
      return true;
    }
  }

  private static byte[] zip(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  /** A hundred megabytes of zeros in a hundred kilobytes. */
  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("manifest.json"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 100; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
