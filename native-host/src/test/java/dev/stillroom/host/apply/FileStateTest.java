package dev.stillroom.host.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.stillroom.host.watch.Digests;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells files apart, also where the system tells no change time: Windows, played. */
class FileStateTest {

  private static final FileTime THEN = FileTime.fromMillis(1_000);

  private FileSystem windows;
  private Path photo;

  @BeforeEach
  void aPhoto() throws IOException {
    windows = Jimfs.newFileSystem(Configuration.windows());
    Path folder = Files.createDirectories(windows.getPath("C:\\Users\\ada\\Downloads"));
    photo = Files.writeString(folder.resolve("photo.webp"), "the one and only");
  }

  @AfterEach
  void close() throws IOException {
    windows.close();
  }

  @Test
  void withoutAChangeTimeNothingIsProvedAndTheBytesDecide() throws IOException {
    FileState state = FileState.of(photo);
    assertNull(state.changed());
    assertFalse(state.untouched(FileState.of(photo)));
    assertTrue(state.sameContent(FileState.of(photo)));
    assertTrue(FileState.holds(photo, Digests.sha256(photo)));
    assertFalse(FileState.sameFileSystem(photo, photo.getParent()), "it is copied and compared");
  }

  @Test
  void withAChangeTimeAnUntouchedFileIsKnown(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("photo.webp"), "x");
    FileState state = FileState.of(file);
    assertNotNull(state.changed());
    assertTrue(state.untouched(FileState.of(file)));
    assertTrue(FileState.sameFileSystem(file, directory));
  }

  @Test
  void whereAKeyIsOnlyANameAMovedFileIsTheSameBySizeAndTime() {
    FileState here = new FileState("path:C:\\a\\photo.webp", 16, THEN, null);
    assertTrue(here.sameContent(new FileState("path:D:\\b\\photo.webp", 16, THEN, null)));
    assertFalse(here.sameContent(new FileState("path:D:\\b\\photo.webp", 17, THEN, null)));
    assertFalse(
        new FileState("1:2", 16, THEN, THEN).sameContent(new FileState("1:3", 16, THEN, THEN)));
  }

  @Test
  void anOriginalIsKeptAndComesBack() throws IOException {
    String digest = Digests.sha256(photo);
    Path root = windows.getPath("C:\\Users\\ada\\AppData\\Local\\Stillroom\\kept");
    KeepingPlace keeping =
        new KeepingPlace(root, new Placing(true, point -> {}), new Proofs(), point -> {});

    Path kept = keeping.keep("act-1", photo, digest);
    assertFalse(Files.exists(photo));
    Path temporary = photo.resolveSibling(".stillroom-1.tmp");
    assertEquals(photo, keeping.restore(kept, photo, temporary, digest, name -> {}));
    keeping.drop(kept);

    assertEquals("the one and only", Files.readString(photo));
    assertFalse(Files.exists(kept));
  }
}
