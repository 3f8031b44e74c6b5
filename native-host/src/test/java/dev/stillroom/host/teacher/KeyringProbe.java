package dev.stillroom.host.teacher;

import dev.stillroom.host.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process of its own in a session with a keyring: keeps a key, finds it, removes it. */
public final class KeyringProbe {

  private KeyringProbe() {}

  public static void main(String[] arguments) throws IOException {
    Home home = new Home(Path.of(arguments[0]));
    String key = arguments[1];
    TeacherBook book = TeacherBook.of(home);
    TeacherBook.Entry cloud =
        new TeacherBook.Entry("cloud", "https://ai.example/v1", "m", null, true);
    book.add(cloud, key);
    String kept = book.key(cloud).orElse("none");
    // As an engine that lives long: what nobody holds is collected, and glib must not be unloaded.
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    // As another process of the same session would find it.
    String again = TeacherBook.of(home).key(cloud).orElse("none");
    book.add(cloud, key + "-2");
    String replaced = book.key(cloud).orElse("none");
    boolean removed = book.remove("cloud");
    String gone = book.key(cloud).orElse("none");
    System.out.println(
        String.join(
            "|",
            List.of(
                book.keyPlace(),
                Boolean.toString(kept.equals(key)),
                Boolean.toString(again.equals(key)),
                Boolean.toString(replaced.equals(key + "-2")),
                Boolean.toString(removed),
                gone)));
  }
}
