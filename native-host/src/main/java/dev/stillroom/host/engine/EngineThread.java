package dev.stillroom.host.engine;

import dev.stillroom.host.journal.Journal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The one thread that owns the journal and all state of an engine. Tasks run in the order they came
 * in; those that wait together share one transaction (group commit), each behind a savepoint, so
 * that one that fails takes nothing of the others with it. What must only happen once the group is
 * committed, a reply above all, is handed to {@link #afterCommit}.
 */
public final class EngineThread implements Executor, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(EngineThread.class.getName());

  /** Bounds what one failing commit takes back, and how long the first of a group waits. */
  private static final int LARGEST_GROUP = 256;

  private final Journal journal;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Task> queue = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::due));
  private boolean closed;

  /** The running task's actions; only the engine's thread touches it, null outside a group. */
  private List<Runnable> afterCommit;

  private record Task(Runnable work, Consumer<Throwable> failed, boolean alone) {}

  /** A task that is due later. */
  public final class Timer {
    private final long due;
    private final Runnable work;

    private Timer(long due, Runnable work) {
      this.due = due;
      this.work = work;
    }

    private long due() {
      return due;
    }

    /** Forgets the task, unless it has begun to run. */
    public void cancel() {
      lock.lock();
      try {
        timers.remove(this);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Starts the thread. The journal is used by no other one from now on until it has ended. */
  public EngineThread(Journal journal) {
    this.journal = journal;
    this.thread = Thread.ofPlatform().name("engine").start(this::run);
  }

  /** Runs {@code work} in the next group; what it throws is logged. */
  @Override
  public void execute(Runnable work) {
    execute(work, failure -> LOG.log(Level.SEVERE, "a task of the engine failed", failure));
  }

  /**
   * Runs {@code work} in the next group.
   *
   * @param failed told, on the engine's thread and with nothing of {@code work} written, what it
   *     threw or why the group was not committed
   */
  public void execute(Runnable work, Consumer<Throwable> failed) {
    add(new Task(work, failed, false));
  }

  /** Runs {@code work} outside any transaction, so that it may write durably. */
  public void executeAlone(Runnable work) {
    executeAlone(work, failure -> LOG.log(Level.SEVERE, "a task of the engine failed", failure));
  }

  /** Runs {@code work} outside any transaction; {@code failed} is told what it threw. */
  public void executeAlone(Runnable work, Consumer<Throwable> failed) {
    add(new Task(work, failed, true));
  }

  /** Runs {@code work} in the next group; the future completes after the commit. */
  public <T> CompletableFuture<T> call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    execute(
        () -> {
          T value = work.get();
          afterCommit(() -> result.complete(value));
        },
        result::completeExceptionally);
    return result;
  }

  /** Runs {@code work} outside any transaction; the future completes when it is done. */
  public <T> CompletableFuture<T> callAlone(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    executeAlone(() -> result.complete(work.get()), result::completeExceptionally);
    return result;
  }

  /** Runs {@code work} in a group once {@code delay} of real time has passed. */
  public Timer schedule(Duration delay, Runnable work) {
    Timer timer = new Timer(System.nanoTime() + delay.toNanos(), work);
    lock.lock();
    try {
      timers.add(timer);
      changed.signal();
    } finally {
      lock.unlock();
    }
    return timer;
  }

  /**
   * Runs {@code action} once what the running task has written is committed; never when the task
   * fails. Outside a group, and on other threads, it runs at once.
   */
  public void afterCommit(Runnable action) {
    if (isCurrent() && afterCommit != null) {
      afterCommit.add(action);
    } else {
      action.run();
    }
  }

  /** Whether the caller is the engine's thread. */
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /** How many tasks wait. */
  public int backlog() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Runs what waits, drops the timers, and ends the thread. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (!isCurrent() && thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void add(Task task) {
    lock.lock();
    try {
      if (!closed) {
        queue.add(task);
        changed.signal();
        return;
      }
    } finally {
      lock.unlock();
    }
    task.failed().accept(new IllegalStateException("the engine is leaving"));
  }

  private void run() {
    for (List<Task> next = take(); !next.isEmpty(); next = take()) {
      try {
        if (next.getFirst().alone()) {
          runAlone(next.getFirst());
        } else {
          runGroup(next);
        }
      } catch (RuntimeException | Error broken) {
        LOG.log(Level.SEVERE, "the engine's thread goes on after a failure", broken);
      }
    }
  }

  /** Waits for work: one task that runs alone, or all that can share a group; empty at the end. */
  private List<Task> take() {
    lock.lock();
    try {
      while (true) {
        long now = System.nanoTime();
        while (!closed && !timers.isEmpty() && timers.peek().due - now <= 0) {
          Runnable work = timers.poll().work;
          queue.add(
              new Task(work, e -> LOG.log(Level.SEVERE, "a timer of the engine failed", e), false));
        }
        if (!queue.isEmpty()) {
          List<Task> next = new ArrayList<>();
          next.add(queue.poll());
          while (!next.getFirst().alone()
              && next.size() < LARGEST_GROUP
              && !queue.isEmpty()
              && !queue.peek().alone()) {
            next.add(queue.poll());
          }
          return next;
        }
        if (closed) {
          return List.of();
        }
        if (timers.isEmpty()) {
          changed.awaitUninterruptibly();
        } else {
          awaitNanos(timers.peek().due - now);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitNanos(long nanos) {
    try {
      changed.awaitNanos(nanos);
    } catch (InterruptedException nobodyMayStopThisThread) {
      // Looked at again by the caller's loop; close() is the way to end it.
    }
  }

  private void runAlone(Task task) {
    try {
      task.work().run();
    } catch (RuntimeException | Error failure) {
      tell(task, failure);
    }
  }

  private void runGroup(List<Task> group) {
    List<Task> done = new ArrayList<>();
    List<Runnable> actions = new ArrayList<>();
    List<Runnable> failures = new ArrayList<>();
    try {
      journal.transaction(
          () -> {
            for (Task task : group) {
              runBehindSavepoint(task, done, actions, failures);
            }
            return null;
          });
    } catch (RuntimeException notCommitted) {
      takeBack();
      actions.clear();
      done.forEach(task -> tell(task, notCommitted));
    }
    failures.forEach(Runnable::run);
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException | Error failure) {
        LOG.log(Level.SEVERE, "an action after a commit failed", failure);
      }
    }
  }

  private void runBehindSavepoint(
      Task task, List<Task> done, List<Runnable> actions, List<Runnable> failures) {
    journal.update("SAVEPOINT task");
    afterCommit = new ArrayList<>();
    try {
      task.work().run();
      journal.update("RELEASE task");
      done.add(task);
      actions.addAll(afterCommit);
    } catch (RuntimeException | Error failure) {
      failures.add(() -> tell(task, failure));
      journal.update("ROLLBACK TO task");
      journal.update("RELEASE task");
    } finally {
      afterCommit = null;
    }
  }

  /** A commit that failed may have left its transaction open. */
  private void takeBack() {
    try {
      journal.execute("ROLLBACK");
    } catch (RuntimeException nothingOpen) {
      LOG.log(Level.FINE, "no transaction was left open", nothingOpen);
    }
  }

  private static void tell(Task task, Throwable failure) {
    try {
      task.failed().accept(failure);
    } catch (RuntimeException | Error again) {
      LOG.log(Level.SEVERE, "a failure could not be told", again);
    }
  }
}
