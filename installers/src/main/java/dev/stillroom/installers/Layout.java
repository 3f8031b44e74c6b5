package dev.stillroom.installers;

import dev.stillroom.host.home.Platform;

/**
 * How a package lays out what jpackage makes, and where our own parts go in it. The runtime always
 * stands beside the image: the program finds its Java there.
 *
 * @param image the image, below the package's root
 * @param runtime the Java runtime
 * @param app where jpackage's launcher looks for its settings
 * @param hosts the manifests for all users, and the script that puts them where browsers look
 * @param installed where the root is once it is installed
 */
record Layout(
    Platform platform, String image, String runtime, String app, String hosts, String installed) {

  static Layout of(String type) {
    return switch (type) {
      case "msi" ->
          new Layout(
              Platform.WINDOWS,
              "image",
              "runtime",
              "app",
              "native-messaging",
              "C:\\Program Files\\" + Packages.NAME);
      case "dmg", "pkg" ->
          new Layout(
              Platform.MAC,
              "Contents/own/image",
              "Contents/runtime/Contents/Home",
              "Contents/app",
              "Contents/native-messaging",
              "/Applications/" + Packages.NAME + ".app");
      // jpackage keeps bin and lib there.
      default ->
          new Layout(
              Platform.LINUX,
              "lib/image",
              "lib/runtime",
              "lib/app",
              "lib/native-messaging",
              "/opt/" + Packages.NAME);
    };
  }

  /** The root's name where jpackage makes it. */
  String root() {
    return platform == Platform.MAC ? Packages.NAME + ".app" : Packages.NAME;
  }

  /** A path within the installed package. */
  String installed(String path) {
    return platform == Platform.WINDOWS
        ? installed + "\\" + path.replace('/', '\\')
        : installed + "/" + path;
  }

  /** What a browser starts. */
  String relay() {
    return installed(image + "/bin/relay" + (platform == Platform.WINDOWS ? ".bat" : ""));
  }
}
