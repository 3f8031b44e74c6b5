package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.e2e.bench.pages.Family;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.page.InputFile;
import dev.stillroom.runtime.student.Extractor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Files that were made to do harm, each read in a process of its own with little memory: an answer
 * or an error in one line, in time.
 */
final class HostileExtract {

  /** What the process may take, in megabytes, and what of it is for the heap. */
  private static final int MEMORY = 300;

  private static final int HEAP = 192;
  private static final double SECONDS = 2;
  private static final int LIMIT = 60;

  /**
   * What the files took: the slowest by the clock and by the thread's own time, in seconds; the
   * process's peak in megabytes.
   */
  private record Taken(double wall, double processor, double peak) {}

  private static final Taken FAILED = new Taken(LIMIT, LIMIT, 0);

  private HostileExtract() {}

  /**
   * The process: a model and the files to take fields from. Prints the seconds that the slowest
   * file took by the clock and of this thread's processor time, as others may use the machine, and
   * the most memory that the process ever had.
   */
  public static void main(String[] arguments) throws PackRefused, IOException {
    Extractor model = (Extractor) PackReader.read(Path.of(arguments[0])).model();
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    double slowest = 0;
    double longest = 0;
    for (int i = 1; i < arguments.length; i++) {
      long start = clock.getCurrentThreadCpuTime();
      long began = System.nanoTime();
      try {
        model.extract(InputFile.read(Path.of(arguments[i])));
      } catch (IOException refused) {
        System.err.println(refused.getMessage());
      }
      slowest = Math.max(slowest, (clock.getCurrentThreadCpuTime() - start) / 1e9);
      longest = Math.max(longest, (System.nanoTime() - began) / 1e9);
    }
    double peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
            .findFirst()
            .orElse(0);
    System.out.println(longest + " " + slowest + " " + peak);
    System.exit(0);
  }

  static void run(Path directory, boolean quick, Path data, Table table) throws IOException {
    Path pages = directory.resolve("shop.jsonl");
    List<String> lines = Family.SHOP.examples(3, 1, 7).stream().map(ObjectNode::toString).toList();
    Files.writeString(pages, String.join("\n", lines));
    ExtractBenchmark.distill(pages, directory);
    Path model = directory.resolve("shop.still");
    Files.copy(directory.resolve("bench.still"), model);
    for (Map.Entry<String, byte[]> file : files().entrySet()) {
      Path path = Files.write(directory.resolve(file.getKey()), file.getValue());
      report(file.getKey().replaceFirst("\\..*", ""), taken(model, List.of(path)), "", table);
    }
    if (data != null) {
      Path people = directory.resolve("people.jsonl");
      Files.writeString(
          people,
          "{\"input\":{\"json\":[{\"a\":\"x\"},{\"a\":\"y\"}]},\"output\":{\"a\":[\"x\",\"y\"]}}");
      ExtractBenchmark.distill(people, directory);
      try (Stream<Path> suite = Files.walk(data.resolve("hostile/jsontestsuite"))) {
        List<Path> documents = suite.filter(file -> file.toString().endsWith(".json")).toList();
        report(
            "JSONTestSuite, the slowest",
            taken(directory.resolve("bench.still"), documents),
            documents.size() + " documents, an answer or an error each; ",
            table);
      }
      try (Stream<Path> strings = Files.walk(data.resolve("hostile/naughty-strings"))) {
        List<Path> files = strings.filter(Files::isRegularFile).toList();
        report("naughty strings, the slowest", taken(model, files), "", table);
      }
    }
  }

  private static void report(String what, Taken taken, String how, Table table) {
    String load =
        String.format(
            Locale.ROOT,
            "%s%.2f s of processor time, a process of its own, -Xmx%dm, %s",
            how,
            taken.processor(),
            HEAP,
            Timing.load());
    table.add("hostile: " + what, "s", SECONDS, taken.wall(), load);
    table.add("hostile: " + what + ", peak", "MB", (double) MEMORY, taken.peak(), "VmHWM");
  }

  private static Taken taken(Path model, List<Path> files) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + HEAP + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(HostileExtract.class.getName(), model.toString()));
    files.forEach(file -> command.add(file.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return FAILED;
      }
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        return FAILED;
      }
      String[] figures = printed.strip().split(" ");
      return new Taken(
          Double.parseDouble(figures[0]),
          Double.parseDouble(figures[1]),
          Double.parseDouble(figures[2]));
    } catch (InterruptedException cancelled) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("cancelled", cancelled);
    }
  }

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String row = "<tr><th class=\"label\">Weight</th><td class=\"value\">1.2 kg</td></tr>\n";
    files.put("100,000 nodes.html", utf8("<table>" + row.repeat(20_000)));
    files.put("a page of 10 MB.html", utf8("<body>" + "<p>words in a row</p>\n".repeat(450_000)));
    files.put("a text of 9 MB.html", utf8("<body><p class=price>" + "£1.00 ".repeat(1_500_000)));
    files.put("deep nesting.html", utf8("<div class=value>".repeat(200_000) + "x"));
    files.put("nothing closed.html", utf8("<b><i><a href=x><table><p>".repeat(40_000)));
    files.put("siblings without end.html", utf8("<body>" + "a<br>".repeat(60_000)));
    files.put("one class of 4 MB.html", utf8("<p class=\"" + "a ".repeat(2_000_000) + "\">x</p>"));
    files.put("many attributes.html", utf8("<p " + attributes() + ">x</p>"));
    files.put(
        "wrong encoding.html",
        "<body>\u00e9\u00e8 caf\u00e9 <p>x".repeat(3_000).getBytes(StandardCharsets.UTF_16BE));
    byte[] noise = new byte[2_000_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 31 + i / 7 * 17);
    }
    files.put("noise.html", noise);
    return files;
  }

  private static String attributes() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      all.append("data-x").append(i).append("=\"y\" ");
    }
    return all.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
