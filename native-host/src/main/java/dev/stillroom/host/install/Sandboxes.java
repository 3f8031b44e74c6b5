package dev.stillroom.host.install;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Browsers that run in a sandbox and start no program outside of it. They are named, with what
 * works instead; nothing is written for them, since a manifest alone would not help.
 */
final class Sandboxes {

  /** A sandboxed browser and where its files are below the person's home. */
  private record Sandboxed(String kind, String name, String place) {}

  private static final List<Sandboxed> KNOWN =
      List.of(
          new Sandboxed("Flatpak", "org.mozilla.firefox", ".var/app/org.mozilla.firefox"),
          new Sandboxed("Flatpak", "org.chromium.Chromium", ".var/app/org.chromium.Chromium"),
          new Sandboxed("Flatpak", "com.google.Chrome", ".var/app/com.google.Chrome"),
          new Sandboxed("Flatpak", "com.brave.Browser", ".var/app/com.brave.Browser"),
          new Sandboxed("Flatpak", "com.microsoft.Edge", ".var/app/com.microsoft.Edge"),
          new Sandboxed("Flatpak", "com.vivaldi.Vivaldi", ".var/app/com.vivaldi.Vivaldi"),
          new Sandboxed("Flatpak", "com.opera.Opera", ".var/app/com.opera.Opera"),
          new Sandboxed(
              "Flatpak", "io.gitlab.librewolf-community", ".var/app/io.gitlab.librewolf-community"),
          new Sandboxed("Flatpak", "app.zen_browser.zen", ".var/app/app.zen_browser.zen"),
          new Sandboxed("Snap", "chromium", "snap/chromium"),
          new Sandboxed("Snap", "brave", "snap/brave"),
          new Sandboxed("Snap", "opera", "snap/opera"));

  private Sandboxes() {}

  /** A finding for each that is on this machine. */
  static List<Finding> on(Surroundings machine) {
    List<Finding> findings = new ArrayList<>();
    for (Sandboxed browser : KNOWN) {
      Path place = machine.userHome().resolve(browser.place());
      if (Files.isDirectory(place)) {
        findings.add(
            Finding.absent(
                "browser " + browser.name() + " (" + browser.kind() + ")",
                "runs in a sandbox and starts no program outside of it: use the browser's own"
                    + " package (see docs/troubleshooting.md)"));
      }
    }
    return findings;
  }
}
