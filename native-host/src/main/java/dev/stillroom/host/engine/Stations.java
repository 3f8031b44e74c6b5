package dev.stillroom.host.engine;

import dev.stillroom.host.engine.handle.GetStatus;
import dev.stillroom.host.engine.handle.Hello;
import dev.stillroom.host.engine.handle.RecordEvents;
import dev.stillroom.host.home.Home;
import dev.stillroom.host.home.Program;
import dev.stillroom.host.journal.Journal;
import dev.stillroom.host.protocol.Push;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The stations of the loop, constructed by hand in their order, and the handlers they answer by.
 */
public final class Stations implements AutoCloseable {

  private final List<Handler<?>> handlers;

  /**
   * Called before the first client; {@code thread} runs nothing of the stations' before {@link
   * #start}.
   *
   * @param pushes told on the engine's thread; goes out once the running task is committed
   */
  public Stations(
      Home home,
      Clock clock,
      Journal journal,
      EngineThread thread,
      Consumer<Push> pushes,
      Program program,
      RandomGenerator random) {
    this.handlers =
        List.of(new Hello(), new RecordEvents(journal), new GetStatus(home, journal, clock));
  }

  public List<Handler<?>> handlers() {
    return handlers;
  }

  /** Whether an act or a distillation is under way; the engine does not leave meanwhile. */
  public boolean busy() {
    return false;
  }

  /** Resumes what was left undone. Runs on the engine's thread outside any transaction. */
  public void start() {
    // The stations hook in here.
  }

  /** Runs on the engine's thread outside any transaction. */
  @Override
  public void close() {
    // The stations hook in here.
  }
}
