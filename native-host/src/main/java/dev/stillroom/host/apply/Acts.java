package dev.stillroom.host.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Scratch;
import dev.stillroom.host.journal.Forget;
import dev.stillroom.host.journal.Forgotten;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.RequestFailure;
import dev.stillroom.host.watch.Archives;
import dev.stillroom.host.watch.FileKey;
import dev.stillroom.host.watch.Goal;
import dev.stillroom.host.watch.PictureFormat;
import dev.stillroom.host.worker.Workers;
import dev.stillroom.runtime.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/**
 * Acts on the person's files: in the journal before they start, undoable, and finished or rolled
 * back after a crash. Nothing is ever overwritten, and no original leaves its place before its
 * successor is complete, synced and decoded.
 *
 * <p>Belongs to the engine's thread. What has to survive a power cut cannot be part of the engine's
 * group transaction, so the work runs through an executor that runs it there, alone.
 */
public final class Acts implements Forget.Originals {

  private static final Logger LOG = Logger.getLogger(Acts.class.getName());

  /** How long a kept original waits. */
  public static final Duration KEPT_FOR = Duration.ofDays(30);

  /** How much of the time between two looks at the clock is believed. */
  private static final Duration GAP = Duration.ofDays(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Proofs proofs = new Proofs();
  private final ActTable table;
  private final Workers workers;
  private final Executor alone;
  private final Predicate<Path> allowed;
  private final Clock clock;
  private final RandomGenerator random;
  private final Consumer<Failpoint> failpoints;
  private final Steps steps;
  private final Moves moves;
  private final Beforehand beforehand;
  private final Recovery recovery;
  private final KeepingPlace keeping;
  private final Programs programs;
  private final Path scratch;
  private final Decoders decoders;
  private final BrowserDecoder browser;

  /**
   * What is to be done.
   *
   * @param taskId the task whose model asks for it, or null; so {@code predictionId}
   * @param downloadId the download that {@code source} is, or null
   * @param to what a picture becomes, see {@link Goal}, or the extension of what a program makes
   * @param removeOriginal whether the original goes to the keeping place
   */
  public record Order(
      String taskId,
      String downloadId,
      String predictionId,
      FilesView.ActBy by,
      Path source,
      String to,
      boolean removeOriginal) {}

  /**
   * What is to be moved where; the members that both have are as in {@link Order}.
   *
   * @param folder one that exists
   * @param name the name it gets there, a plain one; null where it keeps its own
   * @param batch what it is done, and undone, together with; or null
   */
  public record Move(
      String taskId,
      String downloadId,
      String predictionId,
      FilesView.ActBy by,
      Path source,
      Path folder,
      @Nullable String name,
      @Nullable String batch) {

    /** One that stands for itself and keeps its name. */
    public Move(
        String taskId,
        String downloadId,
        String predictionId,
        FilesView.ActBy by,
        Path source,
        Path folder) {
      this(taskId, downloadId, predictionId, by, source, folder, null, null);
    }
  }

  /**
   * On what terms an act may be done; looked at before it begins and again before the new file gets
   * its name.
   *
   * @param key a file that may be moved whatever it holds by now: one that was edited where it is
   *     stays the same for the person; or null. What is converted must hold {@code digest}
   * @param digest what the source must hold, or null
   * @param refusal why it must not be done any more; empty while it may
   */
  public record Terms(
      @Nullable String key, @Nullable String digest, Supplier<Optional<String>> refusal) {

    /** The person asks for it, whatever the file holds now. */
    public static final Terms NONE = new Terms(null, null, Optional::empty);

    /** Whether a file of this key has to be read before it may be moved. */
    boolean mustHold(String itsKey) {
      return digest != null && (FileKey.isName(itsKey) || !itsKey.equals(key));
    }

    /** Why a file with these bytes is another one than was meant. */
    static String changed(Path source) {
      return source.getFileName() + " was changed since it was downloaded: left alone";
    }
  }

  /**
   * @param aloneOnEngineThread runs a task on the engine's thread, outside of any transaction
   * @param allowed whether acts may touch this resolved path
   * @param browser asked for what nothing else here decodes
   */
  public Acts(
      Journal journal,
      Home home,
      Workers workers,
      Executor aloneOnEngineThread,
      Predicate<Path> allowed,
      Clock clock,
      RandomGenerator random,
      Consumer<Failpoint> failpoints,
      Decoders decoders,
      BrowserDecoder browser) {
    this(
        journal,
        home,
        workers,
        aloneOnEngineThread,
        allowed,
        clock,
        random,
        failpoints,
        new Placing(true, failpoints),
        Beforehand.AT_ONCE,
        decoders,
        browser);
  }

  /** With a choice of how files get their names and what is read at once, for tests. */
  Acts(
      Journal journal,
      Home home,
      Workers workers,
      Executor aloneOnEngineThread,
      Predicate<Path> allowed,
      Clock clock,
      RandomGenerator random,
      Consumer<Failpoint> failpoints,
      Placing placing,
      long atOnce,
      Decoders decoders,
      BrowserDecoder browser) {
    this.decoders = decoders;
    this.browser = browser;
    this.table = new ActTable(journal);
    this.workers = workers;
    this.alone = aloneOnEngineThread;
    this.allowed = allowed;
    this.clock = clock;
    this.random = random;
    this.failpoints = failpoints;
    this.programs = new Programs(home.programs());
    this.scratch = home.scratch();
    this.keeping = new KeepingPlace(home.keepingPlace(), placing, proofs, failpoints);
    this.steps = new Steps(table, placing, keeping, proofs, failpoints);
    this.moves = new Moves(table, placing, workers, proofs, failpoints);
    this.beforehand = new Beforehand(workers, alone, proofs, keeping, atOnce);
    this.recovery = new Recovery(table, steps, moves, beforehand, proofs, home.scratch(), clock);
  }

  /**
   * Converts a picture, or another file by a program that the person allowed; the result gets its
   * name beside the source, or the next free one.
   *
   * @return completes on the engine's thread, outside of any transaction: with the act, DONE or
   *     FAILED with its message; or with a {@link RequestFailure} when it was refused before it
   *     began, which leaves no act
   */
  public CompletableFuture<FilesView.DoneAct> convert(Order order, Terms terms) {
    CompletableFuture<FilesView.DoneAct> outcome = new CompletableFuture<>();
    alone.execute(() -> orFail(outcome, () -> begin(order, terms, outcome)));
    return outcome;
  }

  /**
   * Moves a file into a folder, under its name or the next free one.
   *
   * @return as that of {@link #convert}
   */
  public CompletableFuture<FilesView.DoneAct> move(Move order, Terms terms) {
    CompletableFuture<FilesView.DoneAct> outcome = new CompletableFuture<>();
    alone.execute(() -> orFail(outcome, () -> begin(order, terms, outcome)));
    return outcome;
  }

  /** A folder that files may be moved into, by its real path; anything else is refused. */
  public Path folder(Path folder) {
    Path real;
    try {
      real = folder.toRealPath();
    } catch (IOException gone) {
      throw new RequestFailure(ErrorCode.NOT_FOUND, "the folder " + folder + " is not there");
    }
    // Whatever the name of a file in it would be.
    if (!Files.isDirectory(real) || !allowed.test(real.resolve("file"))) {
      throw new RequestFailure(
          ErrorCode.OUTSIDE_ALLOWED_FOLDERS,
          real + " is outside of the allowed folders: allow it first");
    }
    return real;
  }

  /**
   * Takes an act back. The result is removed only while it holds the very bytes that the act made,
   * and only when the original is there; the original comes back from the keeping place.
   *
   * @return completes on the engine's thread, outside of any transaction, with the act, UNDONE and
   *     a message where something was left; or with a {@link RequestFailure}
   */
  public CompletableFuture<FilesView.DoneAct> undo(String actId) {
    CompletableFuture<FilesView.DoneAct> outcome = new CompletableFuture<>();
    alone.execute(
        () ->
            orFail(
                outcome,
                () -> {
                  ActRow act = act(actId);
                  if (recovery.waits(actId) && act.state() == FilesView.ActState.INTENDED) {
                    throw Moves.cannotUndo(act, "it was " + act.message());
                  } else if (beforehand.waits(act)) {
                    throw new RequestFailure(
                        ErrorCode.NOT_POSSIBLE_NOW,
                        act.source().getFileName()
                            + " is being read for what was begun with it: try again in a moment");
                  } else if (act.move()) {
                    goBack(act, outcome);
                  } else if (Moves.settled(act.state()) != null) {
                    steps.beginUndo(act); // Which says why not.
                  } else {
                    beforehand.then(act, () -> orFail(outcome, () -> takeBack(actId, outcome)));
                  }
                }));
    return outcome;
  }

  private void takeBack(String actId, CompletableFuture<FilesView.DoneAct> outcome)
      throws IOException {
    ActRow act = act(actId);
    requireAllowed(act);
    steps.beginUndo(act);
    ActRow undoing = act(actId);
    beforehand.then(
        undoing,
        () ->
            orFail(
                outcome,
                () -> {
                  steps.finishUndo(undoing);
                  outcome.complete(view(actId));
                }));
  }

  /**
   * Finishes or rolls back every act that a crash interrupted, and empties the scratch space; a
   * move whose disk is not there waits for the next start. Runs on the engine's thread at its
   * start, before anything else acts.
   *
   * @return completes there too, at once unless something large has to be read by a worker first
   */
  public CompletableFuture<Void> recover() {
    return recovery.run();
  }

  /**
   * Removes originals from the keeping place that waited for {@link #KEPT_FOR}. To be called every
   * hour and at each start.
   *
   * <p>A clock may stand wrong by years, at the act or now, and what is removed here is gone for
   * good. So the time is counted from call to call, and a gap counts as {@link #GAP} at most: a
   * clock that jumps ahead costs a day of the thirty, one that jumps back costs nothing, and so
   * does one that was wrong when the act was done. Days without Stillroom count less, which keeps
   * originals longer.
   *
   * @return how many
   */
  public int purgeKept(Instant now) {
    if (keeping.isAway()) {
      return 0;
    }
    table.countWaiting(now, GAP);
    int purged = 0;
    for (ActRow act : table.waited(KEPT_FOR)) {
      try {
        keeping.drop(act.kept());
        table.purged(act.id());
        purged++;
      } catch (IOException e) {
        // It stays listed, and the next purge tries again.
      }
    }
    return purged;
  }

  /**
   * Puts a kept file whose act is to be forgotten back to its place or the next free name, in its
   * folder if that is still there and allowed. It is the person's file, and perhaps the only copy:
   * forgetting does not delete it.
   */
  @Override
  public boolean giveBack(Forgotten.Kept kept) {
    try {
      if (keeping.isAway()) {
        throw new NoSuchFileException(kept.file().toString());
      }
      if (Placing.exists(kept.file())) {
        Path place = kept.place();
        if (!Files.isDirectory(place.getParent()) || !allowed.test(place)) {
          throw new NoSuchFileException(place.toString());
        }
        // By the act's name, so that the next try removes what an interrupted one left.
        Path temporary = place.resolveSibling(".stillroom-" + kept.act() + ".tmp");
        keeping.restore(kept.file(), place, temporary, kept.digest(), reserving -> {});
        failpoints.accept(Failpoint.ORIGINAL_RESTORED);
        keeping.drop(kept.file());
      }
      failpoints.accept(Failpoint.ORIGINAL_GIVEN_BACK);
      return true;
    } catch (IOException e) {
      LOG.warning(
          "a file could not be given back and stays in the keeping place: "
              + kept.file()
              + ": "
              + Steps.words(e));
      return false;
    }
  }

  @Override
  public boolean waits(String actId) {
    return recovery.waits(actId);
  }

  /** Acts whose file names contain {@code query}, newest first. */
  public List<FilesView.DoneAct> list(String query, int limit) {
    return table.search(query == null ? "" : query, limit).stream().map(ActRow::view).toList();
  }

  /**
   * Acts that can be undone, newest first; with a name, those whose id begins so or whose batch is
   * called so, whether or not they can be undone.
   */
  public List<FilesView.DoneAct> named(@Nullable String name, int limit) {
    return table.named(name, limit).stream().map(ActRow::view).toList();
  }

  /** Acts of a batch, or since a moment, that can be undone; newest first. */
  public List<FilesView.DoneAct> undoable(@Nullable String batch, @Nullable Instant since) {
    return table.undoable(batch, since).stream().map(ActRow::view).toList();
  }

  public Optional<FilesView.DoneAct> find(String actId) {
    return table.find(actId).map(ActRow::view);
  }

  private void begin(Order order, Terms terms, CompletableFuture<FilesView.DoneAct> outcome)
      throws IOException {
    Optional<String> refusal = terms.refusal().get();
    if (refusal.isPresent()) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, refusal.get());
    }
    Path source = resolve(order.source());
    Optional<Programs.Allowed> program = program(order);
    FileState before = FileState.of(source);
    String id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    Path temporary = source.resolveSibling(".stillroom-" + id + ".tmp");
    table.intend(id, clock.instant(), order, source, before.key(), temporary);
    failpoints.accept(Failpoint.INTENT_JOURNALLED);
    work(
        order,
        source,
        temporary,
        program,
        (result, failure) ->
            alone.execute(
                () ->
                    orFail(
                        outcome,
                        () -> {
                          finish(
                              id,
                              whileAllowed(terms, List.of(source)),
                              before,
                              result,
                              failure,
                              outcome);
                        })));
  }

  /** Has a worker do it, on pixels of a browser where nothing else can read the picture. */
  private void work(
      Order order,
      Path source,
      Path temporary,
      Optional<Programs.Allowed> program,
      BiConsumer<JsonNode, Throwable> then)
      throws IOException {
    Optional<PictureFormat> format =
        Goal.of(order.to()).isPresent() ? PictureFormat.ofContent(source) : Optional.empty();
    if (format.filter(one -> decoders.of(one) == Decoders.By.BROWSER).isEmpty()) {
      start(asked(order, source, temporary, program)).whenComplete(then);
      return;
    }
    browser
        .decode(source, format.get())
        .thenCompose(
            pixels ->
                start(pictureAsked(order, source, temporary, pixels))
                    .whenComplete((result, failure) -> Scratch.remove(pixels)))
        .whenComplete(then);
  }

  private CompletableFuture<JsonNode> start(Asked asked) {
    return workers.start(
        Workers.ClassPath.HOST, asked.job(), asked.arguments(), (fraction, phase) -> {});
  }

  private static Asked pictureAsked(
      Order order, Path source, Path temporary, @Nullable Path pixels) {
    return new Asked(
        Conversion.JOB,
        JSON.valueToTree(
            new Conversion(
                source.toString(),
                temporary.toString(),
                order.to(),
                null,
                null,
                pixels == null ? null : pixels.toString())));
  }

  /** What a worker is asked for. */
  private record Asked(String job, JsonNode arguments) {}

  private Asked asked(Order order, Path source, Path temporary, Optional<Programs.Allowed> program)
      throws IOException {
    String from = source.toString();
    String to = temporary.toString();
    if (order.to().equals(Archives.UNPACKED)) {
      return new Asked(Unpacking.JOB, JSON.valueToTree(new Unpacking(from, to, null)));
    }
    if (program.isEmpty()) {
      return pictureAsked(order, source, temporary, null);
    }
    String room = Files.createDirectories(scratch).toString();
    return new Asked(
        ProgramConversion.JOB,
        JSON.valueToTree(
            new ProgramConversion(from, to, room, order.to(), program.get().command())));
  }

  /** The program that does it; none where it is a conversion that needs none. */
  private Optional<Programs.Allowed> program(Order order) {
    String name = order.source().getFileName().toString();
    boolean unpacks = order.to().equals(Archives.UNPACKED) && Archives.packing(name).isPresent();
    if (unpacks || Goal.of(order.to()).isPresent()) {
      return Optional.empty();
    }
    Optional<Programs.Allowed> program = programs.of(name, order.to());
    if (program.isEmpty()) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE,
          "pictures are converted to jpeg, png or webp, zip and tar archives are unpacked, and no"
              + " program is allowed that makes "
              + order.to()
              + " of "
              + name);
    }
    return program;
  }

  private void begin(Move order, Terms terms, CompletableFuture<FilesView.DoneAct> outcome)
      throws IOException {
    Optional<String> refusal = terms.refusal().get();
    if (refusal.isPresent()) {
      throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, refusal.get());
    }
    Path source = resolve(order.source());
    Path folder = folder(order.folder());
    if (folder.equals(source.getParent())) {
      throw new RequestFailure(
          ErrorCode.NOT_POSSIBLE_NOW, source.getFileName() + " is in " + folder + " already");
    }
    if (order.name() != null && !plain(order.name())) {
      throw new RequestFailure(
          ErrorCode.INVALID_VALUE, "'" + order.name() + "' is no name: nothing was moved");
    }
    for (Path changed : List.of(folder, source.getParent())) {
      if (!Files.isWritable(changed)) {
        throw new RequestFailure(
            ErrorCode.NOT_POSSIBLE_NOW, changed + " cannot be written to: nothing was moved");
      }
    }
    String id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    table.intendMove(
        id,
        clock.instant(),
        new Move(
            order.taskId(),
            order.downloadId(),
            order.predictionId(),
            order.by(),
            source,
            folder,
            order.name(),
            order.batch()),
        source,
        FileState.of(source).key(),
        folder.resolve(".stillroom-" + id + ".tmp"));
    failpoints.accept(Failpoint.INTENT_JOURNALLED);
    moves.go(
        act(id),
        whileAllowed(terms, List.of(source, folder.resolve(source.getFileName()))),
        work -> alone.execute(() -> orFail(outcome, work)),
        () -> outcome.complete(view(id)));
  }

  /** The undoing writes into the folder, which the person may have taken back since. */
  private void requireAllowed(ActRow act) {
    if (Moves.settled(act.state()) == null && !allowed.test(act.source())) {
      throw new RequestFailure(
          ErrorCode.OUTSIDE_ALLOWED_FOLDERS,
          "the conversion of "
              + act.source().getFileName()
              + " cannot be undone: allow "
              + act.source().getParent()
              + " first");
    }
  }

  /** Those of the one who asks, and that its folders are allowed still. */
  private Terms whileAllowed(Terms terms, List<Path> touched) {
    return new Terms(
        terms.key(),
        terms.digest(),
        () ->
            terms
                .refusal()
                .get()
                .or(
                    () ->
                        touched.stream()
                            .filter(path -> !allowed.test(path))
                            .findFirst()
                            .map(path -> path.getParent() + " is not allowed any more")));
  }

  private void goBack(ActRow act, CompletableFuture<FilesView.DoneAct> outcome) throws IOException {
    String settled = Moves.settled(act.state());
    String why = settled != null ? settled : moves.whyNotNow(act);
    if (why != null) {
      throw Moves.cannotUndo(act, why);
    }
    if (!allowed.test(act.source())) {
      throw Moves.cannotUndo(act, act.source().getParent() + " is not allowed any more");
    }
    recovery.goesOn(act.id());
    table.undoing(act.id());
    failpoints.accept(Failpoint.UNDO_JOURNALLED);
    moves.goBack(
        act,
        whileAllowed(Terms.NONE, List.of(act.source())).refusal(),
        work -> alone.execute(() -> orFail(outcome, work)),
        () -> outcome.complete(view(act.id())));
  }

  private void finish(
      String id,
      Terms terms,
      FileState before,
      JsonNode json,
      Throwable failure,
      CompletableFuture<FilesView.DoneAct> outcome)
      throws IOException {
    ActRow act = table.find(id).orElseThrow();
    Path result =
        failure == null ? published(act, terms, before, json) : failed(act, message(failure));
    if (result == null) {
      outcome.complete(view(id));
      return;
    }
    steps.published(act, result);
    ActRow published = table.find(id).orElseThrow();
    beforehand.then(
        published,
        () ->
            orFail(
                outcome,
                () -> {
                  steps.conclude(published, result);
                  outcome.complete(view(id));
                }));
  }

  private @Nullable Path failed(ActRow act, String message) {
    steps.fail(act, message);
    return null;
  }

  /** Gives what a worker made its name; null where the act failed. */
  private @Nullable Path published(ActRow act, Terms terms, FileState before, JsonNode json)
      throws IOException {
    failpoints.accept(Failpoint.TEMPORARY_WRITTEN);
    Optional<String> refusal = terms.refusal().get();
    if (refusal.isPresent()) {
      return failed(act, refusal.get());
    }
    try {
      Conversion.Result result = JSON.treeToValue(json, Conversion.Result.class);
      if (terms.digest() != null && !terms.digest().equals(result.sourceDigest())) {
        return failed(act, Terms.changed(act.source()));
      }
      steps.written(act, before, result);
    } catch (JsonProcessingException e) {
      return failed(act, "the worker's result cannot be read: " + e.getOriginalMessage());
    } catch (IOException e) {
      return failed(act, Steps.words(e));
    }
    return steps.publish(table.find(act.id()).orElseThrow());
  }

  /** Whether a name is one in a folder, and leads nowhere else. */
  private static boolean plain(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && name.indexOf('\0') < 0;
  }

  /** The real path of a plain file within the allowed folders; anything else is refused. */
  private Path resolve(Path source) throws IOException {
    if (Files.isSymbolicLink(source)) {
      throw new RequestFailure(
          ErrorCode.NOT_ALLOWED, source + " is a symbolic link: use the file it points to");
    }
    Path real;
    try {
      real = source.toRealPath();
    } catch (NoSuchFileException gone) {
      throw new RequestFailure(ErrorCode.NOT_FOUND, source + " is not there any more");
    }
    if (!allowed.test(real)) {
      throw new RequestFailure(
          ErrorCode.OUTSIDE_ALLOWED_FOLDERS,
          real + " is outside of the allowed folders: allow " + real.getParent() + " first");
    }
    if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
      throw new RequestFailure(ErrorCode.NOT_ALLOWED, real + " is no plain file: left alone");
    }
    return real;
  }

  private ActRow act(String id) {
    return table
        .find(id)
        .orElseThrow(() -> new RequestFailure(ErrorCode.NOT_FOUND, "there is no act " + id));
  }

  private FilesView.DoneAct view(String id) {
    return find(id).orElseThrow();
  }

  private static String message(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof JobFailure ? cause.getMessage() : "the conversion broke down: " + cause;
  }

  /** Work that hands every failure to the one who waits for it. */
  private static void orFail(CompletableFuture<?> outcome, Moves.Work work) {
    try {
      work.run();
    } catch (RequestFailure refused) {
      outcome.completeExceptionally(refused);
    } catch (IOException e) {
      outcome.completeExceptionally(new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, Steps.words(e)));
    } catch (RuntimeException e) {
      outcome.completeExceptionally(new RequestFailure(ErrorCode.INTERNAL, e.toString()));
    }
  }
}
