package dev.stillroom.installers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a project of its own, where Maven and the JDK are told what to do. */
class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "sh",
          "awk",
          "cat",
          "cp",
          "env",
          "find",
          "flock",
          "grep",
          "head",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sudo",
          "tail",
          "tee",
          "touch",
          "uname");

  /** Stands for Maven: notes that it ran, and makes what a build makes. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$JAVA_HOME" "$@" >>maven-calls
      if [ -e broken ]; then echo '[ERROR] Foo.java: it is broken'; exit 1; fi
      mkdir -p installers/target/image/bin e2e-tests/target native-host/target
      printf '#!/bin/sh\\necho ran "$@"\\nexit ${EXIT:-0}\\n' >installers/target/image/bin/stillroom
      chmod +x installers/target/image/bin/stillroom
      echo jar >e2e-tests/target/e2e-tests-0.1.0.jar
      echo '[INFO] Tests run: 2, Failures: 0, Errors: 0, Skipped: 1, Time elapsed: 1 s -- in A'
      echo '[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 1'
      echo '[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0'
      """;

  @TempDir private Path directory;

  private Path project;
  private Path bin;
  private Path jvms;
  private final Map<String, String> environment = new HashMap<>();

  private record Ran(int status, String out, String err) {}

  @BeforeEach
  void aProject() throws IOException {
    project = Files.createDirectories(directory.resolve("my projects/still room"));
    Files.copy(
        Path.of("..", "stillroom"),
        project.resolve("stillroom"),
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    for (String module :
        List.of(
            "runtime",
            "distiller",
            "adapters",
            "native-host",
            "agents",
            "extension",
            "installers",
            "e2e-tests")) {
      Files.createDirectories(project.resolve(module).resolve("src"));
      Files.writeString(project.resolve(module).resolve("src/A.java"), "class A {}");
    }
    bin = Files.createDirectories(directory.resolve("bin"));
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path real = Path.of(place, tool);
        if (Files.isExecutable(real) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), real);
        }
      }
    }
    Files.createSymbolicLink(bin.resolve("chmod"), Path.of("/bin/chmod"));
    for (String there : List.of("npm", "vips", "cwebp", "chromium")) {
      program(bin.resolve(there), "#!/bin/sh\n");
    }
    program(bin.resolve("ldconfig"), "#!/bin/sh\necho libvips.so.42\n");
    program(bin.resolve("node"), "#!/bin/sh\necho v22.1.0\n");
    program(bin.resolve("mvn"), MAVEN);
    jvms = Files.createDirectories(directory.resolve("jvm"));
    environment.put("PATH", bin.toString());
    environment.put("HOME", directory.toString());
    environment.put("STILLROOM_JVM_DIRECTORY", jvms.toString());
  }

  private static void program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = jvms.resolve(name);
    program(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private Ran run(Path launcher, String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher hangs");
    return new Ran(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private Ran run(String... arguments) throws IOException, InterruptedException {
    return run(project.resolve("stillroom"), arguments);
  }

  private List<String> mavenCalls() throws IOException {
    Path calls = project.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @Test
  void anOldJdkIsRefusedInOneLine() throws Exception {
    environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());

    Ran ran = run("status");

    assertEquals(1, ran.status());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().contains("JDK 25"), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void aNewJdkInTheUsualPlaceIsTakenWhenJavaHomeIsOld() throws Exception {
    environment.put("JAVA_HOME", jdk("a-old", "17.0.15").toString());
    Path found = jdk("b-new", "26");

    assertEquals(0, run("status").status());
    assertTrue(mavenCalls().getFirst().startsWith(found + " "), mavenCalls().toString());
  }

  @Test
  void javaHomeComesFirst() throws Exception {
    jdk("a-new", "25");
    Path chosen = jdk("b-new", "25.0.1");
    environment.put("JAVA_HOME", chosen.toString());

    run("status");

    assertTrue(mavenCalls().getFirst().startsWith(chosen + " "), mavenCalls().toString());
  }

  @Test
  void whatIsUpToDateIsNotBuiltAgain() throws Exception {
    jdk("new", "25");

    Ran first = run("status", "--json", "two words");
    Ran second = run("status");

    assertEquals("ran status --json two words\n", first.out());
    assertEquals("ran status\n", second.out());
    assertEquals("", second.err());
    assertEquals(1, mavenCalls().size(), mavenCalls().toString());
  }

  @Test
  void aChangedSourceIsBuilt() throws Exception {
    jdk("new", "25");
    run("status");
    Files.setLastModifiedTime(
        project.resolve("native-host/src/A.java"), FileTime.from(Instant.now().plusSeconds(5)));

    run("status");

    assertEquals(2, mavenCalls().size(), mavenCalls().toString());
  }

  @Test
  void whatABuildMakesIsNoChange() throws Exception {
    jdk("new", "25");
    run("status");
    Path made = Files.createDirectories(project.resolve("extension/node_modules/x"));
    for (Path path : List.of(made, project.resolve("native-host/target"))) {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(5)));
    }

    run("status");

    assertEquals(1, mavenCalls().size(), mavenCalls().toString());
  }

  @Test
  void anotherJdkBuildsAgain() throws Exception {
    Path jdk = jdk("new", "25");
    run("status");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.9\"\n");

    run("status");

    assertEquals(2, mavenCalls().size(), mavenCalls().toString());
  }

  @Test
  void aBrokenBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
    jdk("new", "25");
    Files.createFile(project.resolve("broken"));

    Ran ran = run("status");

    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("Foo.java: it is broken"), ran.err());
    assertEquals("", ran.out());
    Files.delete(project.resolve("broken"));
    assertEquals(0, run("status").status());
  }

  @Test
  void theCommandsExitCodeIsTheLaunchers() throws Exception {
    jdk("new", "25");
    environment.put("EXIT", "2");

    assertEquals(2, run("status").status());
  }

  @Test
  void aSymbolicLinkFindsTheProject() throws Exception {
    jdk("new", "25");
    Path link = directory.resolve("link to it");
    Files.createSymbolicLink(link, project.resolve("stillroom"));

    assertEquals("ran status\n", run(link, "status").out());
  }

  @Test
  void testsEndWithTheirSumAndStatus() throws Exception {
    jdk("new", "25");

    Ran passed = run("test", "-Dtest=A");

    assertEquals(0, passed.status(), passed.err());
    assertTrue(
        passed.out().contains("All modules: Tests run: 7, Failures: 0, Errors: 0, Skipped: 1\n"),
        passed.out());
    assertTrue(mavenCalls().getFirst().endsWith(" -Dtest=A"), mavenCalls().toString());
    Files.createFile(project.resolve("broken"));
    Ran failed = run("test");
    assertEquals(1, failed.status());
    assertTrue(failed.out().contains("stillroom test: FAILED"), failed.out());
  }

  @Test
  void aTestThatFailsWhereMavenGoesOnFailsTheWhole() throws Exception {
    jdk("new", "25");
    program(
        bin.resolve("mvn"),
        MAVEN + "echo '[ERROR] Tests run: 3, Failures: 1, Errors: 1, Skipped: 0'\nexit 0\n");

    Ran failed = run("test");

    assertEquals(1, failed.status());
    assertTrue(failed.out().contains("Failures: 1, Errors: 1, Skipped: "), failed.out());
    assertTrue(failed.out().contains("stillroom test: FAILED"), failed.out());
  }

  @Test
  void whatIsMissingIsNamedWhereItCannotBeInstalled() throws Exception {
    jdk("new", "25");
    Files.delete(bin.resolve("cwebp"));

    Ran ran = run("test");

    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("needs webp"), ran.err());
    assertFalse(Files.exists(project.resolve("maven-calls")));
  }

  /** Stands for apt-get: what it installs is there afterwards. */
  private void aptGet() throws IOException {
    program(
        bin.resolve("apt-get"),
        """
        #!/bin/sh
        echo "$@" >>'%s'
        if [ "$1" = install ]; then printf '#!/bin/sh\\n' >'%s/cwebp'; chmod +x '%s/cwebp'; fi
        """
            .formatted(directory.resolve("apt-calls"), bin, bin));
    program(bin.resolve("sudo"), "#!/bin/sh\nexec \"$@\"\n");
  }

  @Test
  void continuousIntegrationInstallsWhatIsMissing() throws Exception {
    jdk("new", "25");
    Files.delete(bin.resolve("cwebp"));
    aptGet();
    environment.put("CI", "true");

    Ran ran = run("test");

    assertEquals(0, ran.status(), ran.err());
    assertEquals(
        List.of("update", "install -y --no-install-recommends webp"),
        Files.readAllLines(directory.resolve("apt-calls")));
  }

  @Test
  void yesInstallsWhatIsMissingAndIsNoArgumentOfMaven() throws Exception {
    jdk("new", "25");
    Files.delete(bin.resolve("cwebp"));
    aptGet();

    assertEquals(0, run("test", "--yes").status());
    assertFalse(mavenCalls().getFirst().contains("--yes"), mavenCalls().toString());
  }

  @Test
  void anOldNodeIsReplacedByOneOfTheProjectsOwn() throws Exception {
    jdk("new", "25");
    program(bin.resolve("node"), "#!/bin/sh\necho v18.20.4\n");
    program(
        bin.resolve("npm"),
        """
        #!/bin/sh
        while [ "$1" != --prefix ]; do shift; done
        mkdir -p "$2/node_modules/.bin"
        printf '#!/bin/sh\\necho v22.0.0\\n' >"$2/node_modules/.bin/node"
        cp "$2/node_modules/.bin/node" "$2/node_modules/.bin/npm"
        chmod +x "$2/node_modules/.bin/"*
        """);
    program(bin.resolve("mvn"), MAVEN + "node --version >>maven-calls\n");

    assertEquals(0, run("status").status());
    assertEquals("v22.0.0", mavenCalls().getLast());
  }
}
