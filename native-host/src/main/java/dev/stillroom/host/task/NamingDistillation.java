package dev.stillroom.host.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.ProtocolJson;
import dev.stillroom.host.worker.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Has a worker find the text program by which the person renames what goes into a folder, one
 * folder at a time. Where none is found that is kept too, until there is more to learn from.
 */
public final class NamingDistillation {

  private final Home home;
  private final Namings namings;
  private final Workers workers;
  private final Executor engineThread;
  private boolean busy;

  public NamingDistillation(Home home, Namings namings, Workers workers, Executor engineThread) {
    this.home = home;
    this.namings = namings;
    this.workers = workers;
    this.engineThread = engineThread;
  }

  public boolean busy() {
    return busy;
  }

  /** Learns the next folder's pattern that is wanted; called when nothing else is going on. */
  public void atIdle() {
    Map<String, List<Labelled>> wanted = busy ? Map.of() : namings.wanted();
    if (wanted.isEmpty()) {
      return;
    }
    String folder = wanted.keySet().iterator().next();
    List<Labelled> pairs = wanted.get(folder);
    if (pairs.isEmpty()) {
      namings.learned(folder, null, 0);
      return;
    }
    busy = true;
    Path examples = home.scratch().resolve("naming.jsonl");
    Path pack = home.scratch().resolve("naming.still");
    ScratchFile.write(examples, pairs.stream().map(Labelled::toExample).toList());
    ObjectNode arguments = ProtocolJson.MAPPER.createObjectNode();
    arguments.put("kind", "transform").put("examples", examples.toString());
    arguments.put("out", pack.toString()).put("seed", 1);
    workers
        .start(Workers.ClassPath.DISTILLER, "distill", arguments, (fraction, phase) -> {})
        .whenComplete(
            (card, failure) ->
                engineThread.execute(
                    () -> {
                      busy = false;
                      namings.learned(
                          folder, failure == null ? kept(card, pack) : null, pairs.size());
                      ScratchFile.delete(examples);
                      ScratchFile.delete(pack);
                    }));
  }

  /** The digest under which the program stands now; null of one that is no good. */
  private @Nullable String kept(JsonNode card, Path pack) {
    if (!Namings.good(card)) {
      return null;
    }
    String digest = card.path("digest").asText();
    try {
      Files.createDirectories(home.packs());
      Files.move(
          pack,
          home.packs().resolve(digest + ".still"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return digest;
    } catch (IOException full) {
      return null; // It is learned again with the next example.
    }
  }
}
