package dev.stillroom.installers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {

  @TempDir private Path directory;

  private final Path picocli =
      Path.of(
          picocli.CommandLine.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  @Test
  void renewedClassesAreNewEnoughForACacheAndPassTheVerifier() throws Exception {
    Path renewed = Files.write(directory.resolve("renewed.jar"), Renewal.of(picocli));

    int classes = 0;
    try (ZipFile jar = new ZipFile(renewed.toFile());
        URLClassLoader loader =
            new URLClassLoader(
                new URL[] {renewed.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().endsWith(".class")) {
          byte[] content = jar.getInputStream(entry).readAllBytes();
          assertTrue((content[6] << 8 | content[7]) >= 50, entry.getName());
          classes++;
        }
      }
      Object line =
          Class.forName("picocli.CommandLine", true, loader)
              .getConstructor(Object.class)
              .newInstance(
                  Class.forName("picocli.CommandLine$HelpCommand", true, loader)
                      .getConstructor()
                      .newInstance());
      assertEquals("help", line.getClass().getMethod("getCommandName").invoke(line));
    }
    assertTrue(classes > 100, "classes=" + classes);
  }

  @Test
  void theSameJarIsRenewedToTheSameBytes() throws Exception {
    assertArrayEquals(Renewal.of(picocli), Renewal.of(picocli));
  }
}
