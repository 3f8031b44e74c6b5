package dev.stillroom.host.share;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.agent.JobStore;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.protocol.TeachView;
import dev.stillroom.host.protocol.View.TaskPhase;
import dev.stillroom.host.task.TaskStore;
import dev.stillroom.host.trust.Audit;
import dev.stillroom.host.trust.Version;
import dev.stillroom.host.trust.Versions;
import dev.stillroom.host.watch.Digests;
import dev.stillroom.runtime.pack.Pack;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import dev.stillroom.runtime.pack.PackStrings;
import dev.stillroom.runtime.pack.PackWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tasks as files for others. What leaves is the model with a card of figures and what the person
 * calls it, after every string of it was shown; what comes is read as if an enemy had written it,
 * put down anew without anything that is not understood, and predicts silently until it was right
 * on the person's own examples.
 */
public final class Sharing {

  /** The largest file that is taken in or given away, in bytes. */
  static final int MAX_FILE = 16 * 1024 * 1024;

  /** Bytes of a file in one reply; a frame to the browser has at most a mebibyte. */
  private static final int PART = 500_000;

  /** Strings in one reply: the frame has to hold them, and a person to look through them. */
  static final int MOST_STRINGS = 1_000;

  private static final int MOST_CHARACTERS = 150_000;

  private static final int MAX_NAME = 80;
  private static final int MAX_INSTRUCTION = 2_000;

  private final Home home;
  private final TaskStore tasks;
  private final JobStore jobs;
  private final Versions versions;
  private final Audit audit;
  private final RandomGenerator random;
  private final Runnable changed;

  /**
   * @param changed told when something that is shown has changed
   */
  public Sharing(
      Home home,
      Journal journal,
      TaskStore tasks,
      Versions versions,
      Audit audit,
      Clock clock,
      RandomGenerator random,
      Runnable changed) {
    this.home = home;
    this.tasks = tasks;
    this.jobs = new JobStore(journal, clock);
    this.versions = versions;
    this.audit = audit;
    this.random = random;
    this.changed = changed;
  }

  /** Every string that a task's file would hold, some at once. */
  public Reply.ExportPreview preview(Request.PreviewExport request) {
    byte[] file = file(request.taskId(), request.name(), request.instruction());
    List<TeachView.PackString> strings = strings("of this task", file);
    return new Reply.ExportPreview(
        request.name(),
        request.instruction(),
        file.length,
        Digests.sha256(file),
        shown(strings, request.from()),
        strings.size());
  }

  /** A part of a task's file. */
  public Reply.Exported export(Request.ExportTask request) {
    byte[] file = file(request.taskId(), request.name(), request.instruction());
    require(
        request.from() >= 0 && request.from() <= file.length,
        "the file has " + file.length + " bytes, none from " + request.from());
    int to = Math.min(file.length, request.from() + PART);
    if (to == file.length) {
      audit.record(
          request.taskId(), "exported", "You saved its model as a file, to give it to others.");
    }
    return new Reply.Exported(
        Base64.getEncoder().encodeToString(Arrays.copyOfRange(file, request.from(), to)),
        file.length,
        Digests.sha256(file));
  }

  /** The same bytes for the same model and words, whenever it is asked. */
  private byte[] file(String taskId, String name, String instruction) {
    checkWords(name, instruction);
    tasks.get(taskId);
    Version champion =
        versions
            .champion(taskId)
            .filter(Version::passes)
            .orElseThrow(
                () ->
                    new RequestFailure(
                        ErrorCode.NOT_POSSIBLE_NOW,
                        "'" + taskId + "' has no model of its own that passed: nothing to give"));
    try {
      Pack pack = PackReader.read(home.packs().resolve(champion.digest() + ".still"));
      ShareCard.requireShareable(pack.model());
      byte[] file =
          PackWriter.bytes(
              pack.model(), ShareCard.outgoing(champion.cardJson(), name, instruction));
      require(
          file.length <= MAX_FILE,
          "the file would have " + file.length + " bytes; at most " + MAX_FILE + " are shared");
      return file;
    } catch (PackRefused refused) {
      throw new RequestFailure(ErrorCode.PACK_REFUSED, refused.getMessage());
    }
  }

  private static void checkWords(String name, String instruction) {
    require(
        !name.isBlank() && name.length() <= MAX_NAME,
        "a name has between 1 and " + MAX_NAME + " characters");
    require(
        instruction.length() <= MAX_INSTRUCTION,
        "an instruction has at most " + MAX_INSTRUCTION + " characters");
    require(
        ShareCard.isText(name) && ShareCard.isText(instruction),
        "the name or the instruction holds control characters: leave them out");
  }

  /** Looks at a file from somebody else, and takes it in where that was asked for. */
  public Reply.Shared open(Request.OpenShared request) {
    String called = ShareCard.line(request.file(), MAX_NAME);
    byte[] file = bytes(called, request.base64());
    Pack pack = read(called, file);
    JsonNode card = pack.card();
    String name = ShareCard.line(card.path("task").path("name").asText(""), MAX_NAME);
    String instruction =
        ShareCard.text(card.path("task").path("instruction").asText(""), MAX_INSTRUCTION);
    TeachView.NewJob job =
        new TeachView.NewJob(
            name.isBlank() ? called : name, instruction, pack.model().kind().label());
    List<TeachView.PackString> strings = strings(called, file);
    String taskId = request.take() ? take(job, pack, called) : null;
    return new Reply.Shared(
        taskId,
        job.name(),
        job.instruction(),
        job.student(),
        pack.model().architecture().label(),
        file.length,
        ShareCard.claims(card),
        shown(strings, request.from()),
        strings.size());
  }

  private static byte[] bytes(String called, String base64) {
    require(
        base64.length() <= MAX_FILE / 3 * 4 + 8,
        "'" + called + "' is larger than " + MAX_FILE + " bytes: that is no model to share");
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException wrong) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "'" + called + "' did not come whole: choose it again");
    }
  }

  private static Pack read(String called, byte[] file) {
    try {
      Pack pack = PackReader.read(called, ByteBuffer.wrap(file));
      ShareCard.requireShareable(pack.model());
      // What is put down is what was understood, and it has to be the same.
      require(
          PackWriter.digest(pack.model()).equals(pack.digest()),
          "'" + called + "' holds more than its model: it is not taken in");
      return pack;
    } catch (PackRefused refused) {
      throw new RequestFailure(ErrorCode.PACK_REFUSED, refused.getMessage());
    }
  }

  private String take(TeachView.NewJob job, Pack pack, String called) {
    // Two tasks with the same bytes would be forgotten together.
    if (versions.digests().contains(pack.digest())) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW,
          "the model in '"
              + called
              + "' is one of your tasks already: there is nothing to take in");
    }
    String id = "job-" + HexFormat.of().toHexDigits(random.nextLong());
    Path place = home.packs().resolve(pack.digest() + ".still");
    ObjectNode card = ShareCard.incoming(pack);
    try {
      if (!Files.exists(place)) {
        PackWriter.write(place, pack.model(), card);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put the model at " + place, e);
    }
    JobStore.Stored stored = jobs.add(id, job, true);
    tasks.add(id, id.replaceFirst("-", ":"), stored.act(), new EvidenceView.Handed(0, List.of()));
    tasks.phase(id, TaskPhase.READY, null);
    audit.record(id, "imported", "You took it in from the file '" + called + "'.");
    versions.share(
        id,
        pack.digest(),
        card.toString(),
        "It predicts silently until it was right on your own examples.");
    changed.run();
    return id;
  }

  private static List<TeachView.PackString> strings(String called, byte[] file) {
    try {
      return PackStrings.of(called, ByteBuffer.wrap(file)).stream()
          .map(found -> new TeachView.PackString(found.where(), found.text()))
          .toList();
    } catch (PackRefused refused) {
      throw new RequestFailure(ErrorCode.PACK_REFUSED, refused.getMessage());
    }
  }

  /** Those that are shown next; one at least, so that whoever goes on comes to the end. */
  private static List<TeachView.PackString> shown(List<TeachView.PackString> strings, int from) {
    require(
        from >= 0 && from <= strings.size(),
        "the file has " + strings.size() + " strings, none from " + from);
    int characters = 0;
    int to = from;
    while (to < strings.size() && to - from < MOST_STRINGS && characters < MOST_CHARACTERS) {
      TeachView.PackString string = strings.get(to);
      characters += string.text().length() + string.where().length() + 30;
      to++;
    }
    return strings.subList(from, to);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RequestFailure(ErrorCode.INVALID_VALUE, otherwise);
    }
  }
}
