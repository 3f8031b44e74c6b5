package dev.stillroom.host.install;

import dev.stillroom.host.home.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The native-messaging manifests of a package, for all users of a machine, and the script with
 * which the package's own scripts put them into the directories that the table of browsers names. A
 * person's own manifest, where there is one, comes first in every browser.
 */
public final class SystemManifests {

  private static final String CHROMIUM = "chromium.json";
  private static final String FIREFOX = "firefox.json";

  private SystemManifests() {}

  /**
   * File name in the package to content.
   *
   * @param relay what the browsers start
   * @param root where the package is installed
   * @param hosts where these files stand then
   * @param image where the image stands then
   */
  public static Map<String, byte[]> of(
      Platform platform, String relay, String root, String hosts, String image) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(CHROMIUM, HostManifest.content(BrowserPlace.Family.CHROMIUM, relay));
    files.put(FIREFOX, HostManifest.content(BrowserPlace.Family.FIREFOX, relay));
    if (platform == Platform.WINDOWS) {
      files.put("for-all-users.reg", keys(hosts).getBytes(StandardCharsets.UTF_8));
    } else {
      files.put(
          "for-all-users", script(platform, root, hosts, image).getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  static String script(Platform platform, String root, String hosts, String image) {
    boolean mac = platform == Platform.MAC;
    return """
    #!/bin/sh
    # Made by the build from the table of browsers.
    #   add     tells the browsers of all users where the host is, and puts the command on the path
    #   remove  takes that back
    #   stop    lets engines leave; a browser or a command starts them again
    set -e

    name=%s
    hosts='%s'
    command=%s

    chromium() {
      cat <<'END'
    %s
    END
    }

    firefox() {
      cat <<'END'
    %s
    END
    }

    links() {
      cat <<'END'
    %s
    END
    }

    add() {
      chromium | while read -r directory; do
        mkdir -p "$directory"
        install -m 644 "$hosts/chromium.json" "$directory/$name"
      done
      firefox | while read -r directory; do
        mkdir -p "$directory"
        install -m 644 "$hosts/firefox.json" "$directory/$name"
      done
      links | while IFS='|' read -r link target; do
        mkdir -p "${link%%/*}"
        ln -sf "$target" "$link"
      done
    }

    remove() {
      stop
      { chromium; firefox; } | while read -r directory; do
        rm -f "$directory/$name"
        # What nobody else uses goes, too; the system's own directories hold other things.
        rmdir "$directory" 2>/dev/null && rmdir "${directory%%/*}" 2>/dev/null || true
      done
      links | while IFS='|' read -r link target; do
        if [ "$(readlink "$link" || true)" = "$target" ]; then rm -f "$link"; fi
      done
    }

    # What an engine acknowledged is kept; what it did not is sent again to the next one.
    engines() {
    %s
    }

    stop() {
      engines | while read -r pid; do kill -TERM "$pid" 2>/dev/null || true; done
      for turn in 1 2 3 4 5 6 7 8 9 10; do
        [ -n "$(engines)" ] || return 0
        sleep 0.5
      done
      engines | while read -r pid; do kill -KILL "$pid" 2>/dev/null || true; done
    }

    case "$1" in
      add | remove | stop) "$1" ;;
      *)
        echo "for-all-users: add, remove or stop, not '$1'" >&2
        exit 2
        ;;
    esac
    """
        .formatted(
            HostManifest.FILE_NAME,
            hosts,
            "'" + image + "/bin/stillroom'",
            lines(BrowserPlace.forAll(platform, BrowserPlace.Family.CHROMIUM)),
            lines(BrowserPlace.forAll(platform, BrowserPlace.Family.FIREFOX)),
            links(mac, image),
            mac ? enginesOfMac(root) : enginesOfLinux(root));
  }

  private static String lines(Iterable<String> places) {
    return String.join("\n", places);
  }

  private static String links(boolean mac, String image) {
    Map<String, String> links = new LinkedHashMap<>();
    links.put(mac ? "/usr/local/bin/stillroom" : "/usr/bin/stillroom", "bin/stillroom");
    if (mac) {
      links.put("/usr/local/share/man/man1/stillroom.1.gz", "share/man/man1/stillroom.1.gz");
      links.put(
          "/usr/local/share/zsh/site-functions/_stillroom", "share/zsh/site-functions/_stillroom");
    } else {
      links.put("/usr/share/man/man1/stillroom.1.gz", "share/man/man1/stillroom.1.gz");
      links.put(
          "/usr/share/bash-completion/completions/stillroom",
          "share/bash-completion/completions/stillroom");
      // Debian's zsh looks in the first, others in the second.
      for (String place : new String[] {"vendor-completions", "site-functions"}) {
        links.put("/usr/share/zsh/" + place + "/_stillroom", "share/zsh/site-functions/_stillroom");
      }
    }
    StringBuilder text = new StringBuilder();
    links.forEach(
        (link, target) ->
            text.append(link).append('|').append(image).append('/').append(target).append('\n'));
    return text.toString().stripTrailing();
  }

  /** By what they were started with: the file itself may have been replaced since. */
  private static String enginesOfLinux(String root) {
    return """
      grep -l -a dev.stillroom.host.engine.EngineMain /proc/[0-9]*/cmdline 2>/dev/null |
        while read -r file; do
          case "$({ tr '\\0' ' ' <"$file"; } 2>/dev/null || true)" in
            '%s/'*)
              file=${file%%/cmdline}
              echo "${file#/proc/}"
              ;;
          esac
        done || true"""
        .formatted(root);
  }

  private static String enginesOfMac(String root) {
    return "  ps -axo pid=,command= | awk -v root='"
        + root
        + "/' 'index($0, root) && /dev.stillroom.host.engine.EngineMain/ { print $1 }'";
  }

  /** For an administrator who wants it for all users; each person's own is written by install. */
  static String keys(String hosts) {
    StringBuilder text = new StringBuilder("Windows Registry Editor Version 5.00\r\n");
    for (BrowserPlace.Family family : BrowserPlace.Family.values()) {
      String file = family == BrowserPlace.Family.CHROMIUM ? CHROMIUM : FIREFOX;
      for (String key : BrowserPlace.forAll(Platform.WINDOWS, family)) {
        text.append("\r\n[HKEY_LOCAL_MACHINE\\")
            .append(key)
            .append("\\dev.stillroom.host]\r\n@=\"")
            .append((hosts + "\\" + file).replace("\\", "\\\\"))
            .append("\"\r\n");
      }
    }
    return text.toString();
  }
}
