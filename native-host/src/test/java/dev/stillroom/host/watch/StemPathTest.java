package dev.stillroom.host.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file is called without its extension, whatever the folders above it are called. */
class StemPathTest {

  @ParameterizedTest
  @CsvSource({
    "/home/ada/v1.2/notes, /home/ada/v1.2/notes",
    "/home/ada/v1.2/notes.txt, /home/ada/v1.2/notes",
    "/home/ada/.profile, /home/ada/.profile"
  })
  void onUnix(String file, String stem) throws IOException {
    check(Configuration.unix(), file, stem);
  }

  @ParameterizedTest
  @CsvSource({
    "C:\\Ada\\v1.2\\notes, C:\\Ada\\v1.2\\notes",
    "C:\\Ada\\v1.2\\notes.txt, C:\\Ada\\v1.2\\notes",
    "C:\\Ada\\.profile, C:\\Ada\\.profile"
  })
  void onWindows(String file, String stem) throws IOException {
    check(Configuration.windows(), file, stem);
  }

  private static void check(Configuration system, String file, String stem) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(system)) {
      assertEquals(stem, Comparison.stemPath(files.getPath(file)));
    }
  }
}
