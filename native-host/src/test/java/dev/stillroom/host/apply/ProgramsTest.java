package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that a person allowed, and nothing else, make other files of theirs. */
class ProgramsTest {

  /** What a shell would run, and a file whose name is taken for an option. */
  private static final String HOSTILE = "-rf $(touch owned);`touch owned`|\n&.odt";

  @TempDir Path directory;
  private ActsBench bench;
  private Programs programs;

  @BeforeEach
  void open() throws IOException {
    bench = new ActsBench(directory, ActsBench.inProcess(), true);
    programs = new Programs(bench.home.programs());
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void whatIsAllowedIsKeptForThisPersonOnlyAndCanBeTakenBack() throws IOException {
    programs.allow("pdf", List.of("odt", "docx"), List.of("cp", "{in}", "{out}"));
    assertEquals(List.of("pdf"), programs.convertibleTo("a.ODT"));
    assertEquals(List.of(), programs.convertibleTo("a.xls"));
    assertTrue(programs.of("a.docx", "pdf").orElseThrow().command().getFirst().startsWith("/"));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(bench.home.programs())));
    assertTrue(programs.remove("pdf"));
    assertFalse(programs.remove("pdf"));
    assertEquals(List.of(), programs.list());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash -c {in} {out}",
        "/bin/sh {in} {out}",
        "env cp {in} {out}",
        "cp {in}",
        "cp {out} {out}",
        "cp {in} {in} {out}",
        "cp --from={in} {out}",
        "no-such-program-anywhere {in} {out}",
        "./cp {in} {out}",
        "/etc {in} {out}",
        "cp"
      })
  void shellsAndCommandsWithoutTheirFilesAreRefused(String command) {
    List<String> words = List.of(command.split(" "));
    assertThrows(RequestFailure.class, () -> programs.allow("pdf", List.of("odt"), words), command);
    assertEquals(List.of(), programs.list());
  }

  @Test
  void aFileThatWasTamperedWithAllowsNothing() throws IOException {
    Files.createDirectories(bench.home.directory());
    Files.writeString(
        bench.home.programs(),
        "[{\"to\": \"pdf\", \"from\": [\"odt\"], \"command\": [\"/bin/sh\", \"-c\", \"{in}\","
            + " \"{out}\"]}, {\"to\": null, \"from\": null, \"command\": null}]");
    assertEquals(List.of(), programs.list());
    Files.writeString(bench.home.programs(), "[{\"to\": ");
    assertEquals(List.of(), programs.list());
  }

  /** On a disk that is not mounted, or being updated. */
  @Test
  void aProgramThatIsNotThereJustNowStaysAllowed() throws IOException {
    Path program = directory.resolve("to-text");
    Files.copy(Path.of("/bin/cp"), program);
    programs.allow("txt", List.of("odt"), List.of(program.toString(), "{in}", "{out}"));
    Path away = Files.move(program, directory.resolve("away"));
    assertEquals(List.of(), programs.list());
    programs.allow("pdf", List.of("odt"), List.of("cp", "{in}", "{out}"));
    Files.move(away, program);
    assertEquals(List.of("txt", "pdf"), programs.convertibleTo("a.odt"));
    Files.delete(program);
    assertTrue(programs.remove("txt"), "what is not there can be taken back");
    assertEquals(List.of("pdf"), programs.convertibleTo("a.odt"));
  }

  @Test
  void ofTwoWhoAllowAtOnceNobodyLosesAnything() throws Exception {
    List<CompletableFuture<Void>> both = new ArrayList<>();
    for (String who : List.of("one", "two")) {
      both.add(CompletableFuture.runAsync(() -> allowTen(who)));
    }
    for (CompletableFuture<Void> one : both) {
      one.get(60, TimeUnit.SECONDS);
    }
    assertEquals(20, programs.list().size());
  }

  private void allowTen(String who) {
    Programs own = new Programs(bench.home.programs());
    for (int i = 0; i < 10; i++) {
      own.allow(who + i, List.of("odt"), List.of("cp", "{in}", "{out}"));
    }
  }

  @Test
  void aFileThatCannotBeReadIsNotWrittenOver() throws IOException {
    Files.createDirectories(bench.home.directory());
    Files.writeString(bench.home.programs(), "[{\"to\": ");
    List<String> words = List.of("cp", "{in}", "{out}");
    assertThrows(RequestFailure.class, () -> programs.allow("pdf", List.of("odt"), words));
    assertThrows(RequestFailure.class, () -> programs.remove("pdf"));
    assertEquals("[{\"to\": ", Files.readString(bench.home.programs()));
  }

  @Test
  void aDocumentBecomesAPdfWhateverItIsCalledAndUndoTakesItBack() throws IOException {
    Path document = Files.writeString(bench.folder.resolve(HOSTILE), "%PDF-1.7 already");
    programs.allow("pdf", List.of("odt"), List.of("cp", "--", "{in}", "{out}"));
    FilesView.DoneAct act = convert(document);
    assertEquals(FilesView.ActState.DONE, act.state(), act::message);
    assertEquals(2, bench.names().size());
    assertEquals("%PDF-1.7 already", Files.readString(Path.of(act.result())));
    assertTrue(act.result().endsWith("&.pdf"));
    assertEquals(FilesView.ActState.UNDONE, bench.undo(act.id()).state());
    assertEquals(List.of(HOSTILE), bench.names());
    assertEquals(List.of(), ActsBench.names(bench.home.scratch()));
  }

  @Test
  void whatIsNoPdfIsNotKeptAsOne() throws IOException {
    programs.allow("pdf", List.of("odt"), List.of("cp", "{in}", "{out}"));
    assertFails("is no pdf");
  }

  @Test
  void aProgramThatSpoilsItsInputSpoilsACopy() throws IOException {
    programs.allow("pdf", List.of("odt"), List.of("truncate", "-s", "0", "{in}", "{out}"));
    assertFails("is no pdf");
  }

  @Test
  void aProgramThatFailsOrMakesSeveralFilesMakesNothing() throws IOException {
    programs.allow("pdf", List.of("odt"), List.of("ls", "{in}", "{outdir}/none"));
    assertFails("ls failed with 2");
    programs.allow("pdf", List.of("odt"), List.of("split", "-b", "3", "{in}", "{outdir}/part"));
    assertFails("something else than one file");
  }

  @Test
  void aProgramReachesNoNetwork() throws Exception {
    assumeTrue(Apart.allowed(), "this system lets nobody run a program without a network");
    Path asks = directory.resolve("asks");
    Files.writeString(asks, "#!/bin/sh\n{ echo %PDF-; cat /proc/net/dev; } >\"$2\"\n");
    Files.setPosixFilePermissions(asks, PosixFilePermissions.fromString("rwx------"));
    programs.allow("pdf", List.of("odt"), List.of(asks.toString(), "{in}", "{out}"));
    Path document = Files.writeString(bench.folder.resolve("letter.odt"), "some words");
    FilesView.DoneAct act = convert(document);
    assertEquals(FilesView.ActState.DONE, act.state(), act::message);
    List<String> networks =
        Files.readAllLines(Path.of(act.result())).stream()
            .filter(line -> line.contains(":"))
            .toList();
    assertEquals(1, networks.size(), networks.toString());
    assertTrue(networks.getFirst().strip().startsWith("lo:"), networks.toString());
  }

  /** A program that does nothing for long; what it leaves of itself is seen from outside. */
  private void allowWaiting() throws IOException {
    Path waits = directory.resolve("waits");
    Files.writeString(waits, "#!/bin/sh\nsleep 300 &\nwait\n");
    Files.setPosixFilePermissions(waits, PosixFilePermissions.fromString("rwx------"));
    programs.allow("pdf", List.of("odt"), List.of(waits.toString(), "{in}", "{out}"));
  }

  private boolean waiting() {
    return ProcessHandle.allProcesses()
        .anyMatch(
            one -> one.info().commandLine().orElse("").contains(directory.resolve("waits") + " "));
  }

  @Test
  void aProgramWhoseWorkerIsKilledEndsWithItAndLeavesTheFileAlone() throws Exception {
    assumeTrue(Apart.endsWithItsWorker(), "this system lets nobody run a program apart");
    Path document = Files.writeString(bench.folder.resolve("letter.odt"), "some words");
    allowWaiting();
    bench.close();
    bench = new ActsBench(directory);
    CompletableFuture<FilesView.DoneAct> running =
        bench.acts.convert(order(document), Acts.Terms.NONE);
    await(this::waiting);
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("job.Worker"))
        .forEach(ProcessHandle::destroyForcibly);
    FilesView.DoneAct act = ActsBench.await(running);
    assertEquals(FilesView.ActState.FAILED, act.state());
    await(() -> !waiting());
    assertEquals(List.of("letter.odt"), bench.names());
    bench.recover();
    assertEquals(List.of(), ActsBench.names(bench.home.scratch()));
  }

  /** Writes half of a file and waits for ever, the first time; then a whole one. */
  private void allowHalf() throws IOException {
    Path half = directory.resolve("half");
    Path once = directory.resolve("once");
    Files.writeString(
        half,
        """
        #!/bin/sh
        if [ -e '%1$s' ]; then printf '%%%%PDF-1.7 the whole' >"$2"; exit 0; fi
        printf '%%%%PDF-1.7 the ha' >"$2"
        touch '%1$s'
        sleep 300 &
        wait
        """
            .formatted(once));
    Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwx------"));
    programs.allow("pdf", List.of("odt"), List.of(half.toString(), "{in}", "{out}"));
  }

  /** What runs for this test, the innermost process of its kind. */
  private Stream<ProcessHandle> running(String program) {
    return ProcessHandle.allProcesses()
        .filter(
            one -> {
              String line = one.info().commandLine().orElse("");
              return line.contains(program) && line.contains(directory.toString());
            })
        .filter(one -> one.children().noneMatch(child -> is(child, program)));
  }

  private static boolean is(ProcessHandle process, String program) {
    return process.info().commandLine().orElse("").contains(program);
  }

  @Test
  void aProgramThatIsKilledHalfWayLeavesNothingOfItsFileAndTheNextOneIsWhole() throws Exception {
    Path document = Files.writeString(bench.folder.resolve("letter.odt"), "some words");
    allowHalf();
    bench.close();
    bench = new ActsBench(directory);
    CompletableFuture<FilesView.DoneAct> running =
        bench.acts.convert(order(document), Acts.Terms.NONE);
    await(() -> Files.exists(directory.resolve("once")));
    running(directory.resolve("half").toString()).forEach(ProcessHandle::destroyForcibly);
    FilesView.DoneAct act = ActsBench.await(running);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertEquals("half was killed before it was done", act.message());
    assertUntouched(document, "some words");

    FilesView.DoneAct next = convert(document);
    assertEquals(FilesView.ActState.DONE, next.state(), next::message);
    assertEquals("%PDF-1.7 the whole", Files.readString(bench.folder.resolve("letter.pdf")));
    assertEquals(FilesView.ActState.UNDONE, bench.undo(next.id()).state());
    assertUntouched(document, "some words");
  }

  private void assertUntouched(Path document, String words) throws IOException {
    assertEquals(words, Files.readString(document));
    assertEquals(List.of(document.getFileName().toString()), bench.names());
    assertEquals(List.of(), ActsBench.names(bench.home.scratch()));
  }

  @Test
  void anOfficeThatIsKilledLeavesTheDocumentAloneAndTheNextOneMakesAPdf() throws Exception {
    assumeTrue(!Programs.known().isEmpty(), "needs LibreOffice: libreoffice-writer");
    Programs.Allowed known = Programs.known().getFirst();
    programs.allow(known.to(), known.from(), known.command());
    String words = rtf("Dear Sir, twelve small jars.\\par ".repeat(20_000));
    Path document = Files.writeString(bench.folder.resolve("long.rtf"), words);
    bench.close();
    bench = new ActsBench(directory);
    CompletableFuture<FilesView.DoneAct> running =
        bench.acts.convert(order(document), Acts.Terms.NONE);
    await(() -> running.isDone() || running("soffice.bin").findAny().isPresent());
    running("soffice.bin").forEach(ProcessHandle::destroyForcibly);
    FilesView.DoneAct act = ActsBench.await(running);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertTrue(act.message().startsWith("soffice "), act::message);
    assertUntouched(document, words);

    Files.delete(document);
    document = Files.writeString(bench.folder.resolve("short.rtf"), rtf("Twelve small jars."));
    FilesView.DoneAct next = convert(document);
    assertEquals(FilesView.ActState.DONE, next.state(), next::message);
    assertTrue(text(Path.of(next.result())).contains("Twelve small jars"));
  }

  private static String rtf(String words) {
    return "{\\rtf1\\ansi{\\fonttbl{\\f0 Serif;}}\\f0 " + words + "\\par}";
  }

  private static String text(Path pdf) throws IOException {
    try (PDDocument read = Loader.loadPDF(pdf.toFile())) {
      return new PDFTextStripper().getText(read);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + ActsBench.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "did not happen");
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void libreOfficeMakesAPdfOfADocumentByTheKnownWords() throws Exception {
    assumeTrue(!Programs.known().isEmpty(), "needs LibreOffice: libreoffice-writer");
    Programs.Allowed known = Programs.known().getFirst();
    programs.allow(known.to(), known.from(), known.command());
    Path document =
        Files.writeString(
            bench.folder.resolve("a letter & more.rtf"), rtf("Dear Sir, twelve small jars."));
    FilesView.DoneAct act = convert(document);
    assertEquals(FilesView.ActState.DONE, act.state(), act::message);
    Path pdf = Path.of(act.result());
    assertEquals("a letter & more.pdf", pdf.getFileName().toString());
    String text = text(pdf);
    assertTrue(text.contains("twelve small jars"), text);
    assertEquals(List.of(), ActsBench.names(bench.home.scratch()));
  }

  @Test
  void withoutPermissionNothingBegins() throws IOException {
    Path document = Files.writeString(bench.folder.resolve("a.odt"), "text");
    assertThrows(RequestFailure.class, () -> convert(document));
    assertEquals(List.of(), bench.onEngine(() -> bench.acts.list("", 10)));
  }

  private void assertFails(String why) throws IOException {
    Path document = Files.writeString(bench.folder.resolve("letter.odt"), "some words");
    String before = Digests.sha256(document);
    FilesView.DoneAct act = convert(document);
    assertEquals(FilesView.ActState.FAILED, act.state());
    assertTrue(act.message().contains(why), act::message);
    assertEquals(List.of("letter.odt"), bench.names());
    assertEquals(before, Digests.sha256(document));
  }

  private FilesView.DoneAct convert(Path document) {
    return ActsBench.await(bench.acts.convert(order(document), Acts.Terms.NONE));
  }

  private static Acts.Order order(Path document) {
    return new Acts.Order("task", "download", null, FilesView.ActBy.PERSON, document, "pdf", false);
  }
}
