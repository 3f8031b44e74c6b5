package dev.stillroom.installers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The .rpm as rpmbuild makes it, of a program of a few bytes: what it holds, what it needs, and
 * what its scripts do to a system that is a directory. The whole program is tried in it by {@code
 * ./stillroom package --try}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RpmTest {

  private static final String IMAGE = "/opt/stillroom/lib/image";
  private static final String MANIFEST = "native-messaging-hosts/dev.stillroom.host.json";

  private Path directory;

  private Path base;
  private List<Path> parts;

  @BeforeAll
  void packages(@TempDir Path scratch) throws Exception {
    directory = scratch;
    for (String tool : List.of("rpmbuild", "rpm2cpio", "cpio")) {
      assumeTrue(
          Stream.of("/usr/bin", "/bin").anyMatch(bin -> Files.isExecutable(Path.of(bin, tool))),
          "no .rpm is made on this machine: it has no " + tool);
    }
    Path image = directory.resolve("work/lib/image");
    for (String file :
        List.of(
            "bin/stillroom",
            "bin/relay",
            "lib/host/host.jar",
            "lib/distiller/host.jar",
            "lib/adapters/jars/torch.jar",
            "native/libsqlitejdbc.so",
            "native/libtokenizers.so",
            "encoder/model.ort",
            "share/man/man1/stillroom.1.gz")) {
      Files.createDirectories(image.resolve(file).getParent());
      Files.writeString(image.resolve(file), "#!/bin/sh\necho " + file + "\n");
      Files.setPosixFilePermissions(
          image.resolve(file),
          PosixFilePermissions.fromString(file.startsWith("bin") ? "rwxr-xr-x" : "rw-r--r--"));
    }
    Path runtime = image.resolveSibling("runtime");
    Files.createDirectories(runtime.resolve("lib"));
    Files.writeString(runtime.resolve("release"), "JAVA_VERSION=\"25\"\n");
    SystemPackage rpm =
        new SystemPackage(
            "rpm",
            image,
            directory.resolve("work"),
            Path.of("..").toAbsolutePath().normalize(),
            Files.createDirectories(directory.resolve("out")),
            "1.2.3",
            true);
    base = rpm.pack();
    parts = rpm.parts();
  }

  private String asked(Path rpm, String... questions) throws Exception {
    // A database of its own: whoever builds need not have one.
    List<String> line =
        Stream.of(
                Stream.of("rpm", "--dbpath", directory.resolve("db").toString(), "-qp"),
                Stream.of(questions),
                Stream.of(rpm.toString()))
            .flatMap(words -> words)
            .toList();
    return Tool.run(directory, line);
  }

  private Path part(String name) {
    return parts.stream()
        .filter(file -> file.getFileName().toString().startsWith("stillroom-" + name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theBaseHoldsTheProgramAndThePartsWhatIsTheirs() throws Exception {
    assertTrue(base.getFileName().toString().startsWith("stillroom-1.2.3-1."), base.toString());
    List<String> files = asked(base, "-l").lines().toList();
    assertTrue(files.contains(IMAGE + "/bin/stillroom"), files.toString());
    assertTrue(files.contains("/opt/stillroom/lib/runtime/release"), files.toString());
    assertTrue(files.contains("/opt/stillroom/lib/native-messaging/for-all-users"));
    assertTrue(
        files.stream().allMatch(file -> file.startsWith("/opt/stillroom")), files.toString());
    assertFalse(files.stream().anyMatch(file -> file.contains("tokenizers")), files.toString());
    assertFalse(files.stream().anyMatch(file -> file.contains("encoder")), files.toString());

    assertEquals(
        List.of(
            IMAGE + "/encoder", IMAGE + "/encoder/model.ort", IMAGE + "/native/libtokenizers.so"),
        asked(part("encoder"), "-l").lines().toList());
    assertTrue(
        asked(part("adapters"), "-l").contains(IMAGE + "/lib/adapters/jars/torch.jar"),
        "what trains adapters");
  }

  @Test
  void whatItNeedsIsNamedByWhatEveryDistributionHas() throws Exception {
    List<String> needs = asked(base, "--requires").lines().toList();
    assertTrue(needs.contains("libc.so.6(GLIBC_2.17)(64bit)"), needs.toString());
    assertTrue(
        needs.stream()
            .allMatch(need -> need.matches("(libc\\.so|rpmlib|/bin/sh|coreutils|grep).*")),
        needs.toString());
    assertEquals("Apache-2.0", asked(base, "--queryformat", "%{LICENSE}"));
    assertEquals("root root", asked(base, "--queryformat", "%{FILEUSERNAME} %{FILEGROUPNAME}"));
    assertTrue(
        asked(part("encoder"), "--requires").lines().toList().contains("stillroom = 1.2.3-1"));
    assertTrue(asked(part("adapters"), "--requires").contains("libgomp.so.1()(64bit)"));
  }

  /** The package's own scripts, with every directory of the system below one of our own. */
  @Test
  void itsScriptsConnectAllBrowsersStayThroughAnUpgradeAndTakeEverythingBack() throws Exception {
    Path root = Files.createDirectories(directory.resolve("root"));
    Tool.run(
        root, List.of("sh", "-c", "rpm2cpio \"$1\" | cpio -idm --quiet", "sh", base.toString()));
    Path script = root.resolve("opt/stillroom/lib/native-messaging/for-all-users");
    Files.writeString(script, below(root, Files.readString(script)));

    run(root, "preinstall", 1);
    run(root, "postinstall", 1);
    for (String place :
        List.of("etc/chromium", "etc/opt/chrome", "etc/opt/edge", "usr/lib/mozilla")) {
      assertTrue(Files.exists(root.resolve(place).resolve(MANIFEST)), place);
    }
    Path command = root.resolve("usr/bin/stillroom");
    assertEquals(root + IMAGE + "/bin/stillroom", Files.readSymbolicLink(command).toString());
    assertEquals("bin/stillroom", Tool.run(root, List.of(command.toString())).strip());

    // An upgrade: the new one's scripts with 2, then the old one's with 1.
    run(root, "preinstall", 2);
    run(root, "postinstall", 2);
    run(root, "preuninstall", 1);
    assertEquals("", run(root, "postuninstall", 1));
    assertTrue(Files.exists(root.resolve("etc/chromium").resolve(MANIFEST)), "still connected");
    assertTrue(Files.exists(command));

    run(root, "preuninstall", 0);
    assertTrue(run(root, "postuninstall", 0).contains("stays with each person"));
    try (Stream<Path> left = Files.walk(root)) {
      assertEquals(
          List.of(),
          left.filter(file -> !file.startsWith(root.resolve("opt")))
              .filter(file -> !Files.isDirectory(file))
              .toList());
    }
    assertFalse(Files.exists(root.resolve("etc/opt/chrome")), "made by it, gone with it");
  }

  private static String below(Path root, String script) {
    return script.replaceAll(
        "(?<=^|[\\s'|])/(etc|usr|opt)/", Matcher.quoteReplacement(root + "/") + "$1/");
  }

  private String run(Path root, String name, int left) throws Exception {
    Matcher found =
        Pattern.compile(
                "(?ms)^" + name + " scriptlet \\(using /bin/sh\\):\\n(.*?)(?=^\\w+ scriptlet|\\z)")
            .matcher(asked(base, "--scripts"));
    assertTrue(found.find(), "no script for " + name);
    Path script = Files.writeString(directory.resolve(name), below(root, found.group(1)));
    return Tool.run(root, List.of("sh", "-e", script.toString(), Integer.toString(left)));
  }
}
