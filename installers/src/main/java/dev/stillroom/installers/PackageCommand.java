package dev.stillroom.installers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What jpackage is told for each kind of package: one place, so that it can be looked at. */
final class PackageCommand {

  /** By it Windows knows a newer version of the same program; never changes. */
  private static final String UPGRADE_UUID = "6c2f4bb0-36bd-4f0e-9a55-0d8e0f3b7a21";

  private PackageCommand() {}

  /**
   * @param image what to pack, laid out as {@link Layout} says
   * @param resources scripts and templates that jpackage takes instead of its own
   */
  static List<String> of(
      String type, String version, Path image, Path licence, Path resources, Path target) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "--type",
                type,
                "--app-image",
                image.toString(),
                "--name",
                Packages.NAME,
                "--app-version",
                number(type, version),
                "--vendor",
                "Stillroom",
                "--description",
                Packages.DESCRIPTION,
                "--license-file",
                licence.toString(),
                "--resource-dir",
                resources.toString(),
                "--dest",
                target.toString()));
    line.addAll(
        switch (type) {
          case "deb" ->
              List.of(
                  "--linux-package-name",
                  Packages.NAME,
                  "--linux-deb-maintainer",
                  "packages@stillroom.dev",
                  "--linux-app-category",
                  "web");
          case "rpm" ->
              List.of(
                  "--linux-package-name",
                  Packages.NAME,
                  "--linux-rpm-license-type",
                  "Apache-2.0",
                  "--linux-app-category",
                  "web");
          case "msi" ->
              List.of("--win-menu", "--win-dir-chooser", "--win-upgrade-uuid", UPGRADE_UUID);
          default -> List.of("--mac-package-identifier", "dev.stillroom");
        });
    return line;
  }

  /** What jpackage is told to make the launcher that Windows and macOS show in their menus. */
  static List<String> launcher(String type, String version, Path runtime, Path input, Path target) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "--type",
                "app-image",
                "--name",
                Packages.NAME,
                "--app-version",
                number(type, version),
                "--runtime-image",
                runtime.toString(),
                "--input",
                input.toString(),
                "--main-jar",
                "main.jar",
                "--main-class",
                "dev.stillroom.host.command.Stillroom",
                // Pressed in a menu, it connects the browsers of whoever pressed it.
                "--arguments",
                "install",
                "--dest",
                target.toString()));
    switch (type) {
      case "msi" -> line.add("--win-console");
      case "dmg", "pkg" -> line.addAll(List.of("--mac-package-identifier", "dev.stillroom"));
      default -> {}
    }
    return line;
  }

  /**
   * Package formats take numbers only; macOS none whose first is zero, so that 0.2.3 becomes
   * 1.0.2003 there and every later one is larger.
   */
  static String number(String type, String version) {
    String number = version.replaceFirst("-.*", "");
    if (!type.equals("dmg") && !type.equals("pkg") || !number.startsWith("0.")) {
      return number;
    }
    String[] parts = number.split("\\.");
    int patch = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
    return "1.0." + (Integer.parseInt(parts[1]) * 1000 + patch);
  }
}
