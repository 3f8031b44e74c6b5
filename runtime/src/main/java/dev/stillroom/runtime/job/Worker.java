package dev.stillroom.runtime.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ServiceLoader;

/**
 * The main class of a worker process: reads one {@link JobFrame.Start}, runs that job, writes its
 * progress and its end, exits. When the engine closes the pipe or dies, the worker stops at once.
 */
public final class Worker {

  /**
   * The environment variable that names the pipe for the frames, where it is not the standard
   * output: native libraries print to that past Java.
   */
  public static final String WIRE = "STILLROOM_WIRE";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final OutputStream wire;

  /** Makes each job once: what one was prepared with is there when it runs. */
  private final ServiceLoader<Job> jobs = ServiceLoader.load(Job.class);

  private Worker(OutputStream wire) {
    this.wire = wire;
  }

  public static void main(String[] arguments) throws IOException {
    // Without a wire of its own the standard output is it: what Java prints goes elsewhere.
    String path = System.getenv(WIRE);
    OutputStream wire =
        path == null ? new FileOutputStream(FileDescriptor.out) : new FileOutputStream(path);
    System.setOut(System.err);
    int status = new Worker(wire).serve(new FileInputStream(FileDescriptor.in));
    // Natives of a job may keep threads; the work is over and flushed.
    Runtime.getRuntime().halt(status);
  }

  private int serve(InputStream in) throws IOException {
    JobFrame.Start start = awaitStart(in);
    if (start == null) {
      return 0;
    }
    Thread.ofPlatform().daemon().name("parent").start(() -> endWithParent(in));
    try {
      Job job = find(start.job());
      send(new JobFrame.Done(job.run(start.arguments(), progress())));
      return 0;
    } catch (JobFailure failure) {
      send(new JobFrame.Failed(failure.getMessage()));
      return 1;
    } catch (InterruptedException | RuntimeException | OutOfMemoryError | LinkageError broken) {
      broken.printStackTrace();
      send(new JobFrame.Failed(start.job() + " broke down: " + broken));
      return 1;
    }
  }

  /** The job to do, prepared for beforehand where that was asked; null where none comes. */
  private JobFrame.Start awaitStart(InputStream in) throws IOException {
    byte[] first = Frames.read(in, Frames.MAX_FROM_PEER);
    if (first == null) {
      return null;
    }
    if (JSON.readValue(first, JobFrame.class) instanceof JobFrame.Prepare prepare) {
      prepare(prepare.job());
      first = Frames.read(in, Frames.MAX_FROM_PEER);
    }
    return first == null ? null : JSON.readValue(first, JobFrame.Start.class);
  }

  private void prepare(String job) {
    try {
      find(job).prepare();
    } catch (JobFailure | RuntimeException | LinkageError later) {
      // The job itself will say what is wrong.
    }
  }

  private Job find(String name) throws JobFailure {
    for (Job job : jobs) {
      if (job.name().equals(name)) {
        return job;
      }
    }
    throw new JobFailure("no job is called '" + name + "' on this worker's class path");
  }

  private Job.Progress progress() {
    return new Job.Progress() {
      @Override
      public void report(double fraction, String phase) {
        tell(new JobFrame.Progress(fraction, phase));
      }

      @Override
      public void partial(JsonNode result) {
        tell(new JobFrame.Partial(result));
      }
    };
  }

  private void tell(JobFrame frame) {
    try {
      send(frame);
    } catch (IOException gone) {
      Runtime.getRuntime().halt(1);
    }
  }

  private synchronized void send(JobFrame frame) throws IOException {
    Frames.write(wire, JSON.writeValueAsBytes(frame));
  }

  private static void endWithParent(InputStream in) {
    try {
      while (in.read() >= 0) {
        // Nothing more is expected; only the end matters.
      }
    } catch (IOException broken) {
      // The same as an end: nobody waits for the result any more.
    }
    // A program that it started would go on by itself where the system does not end it, too.
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(1);
  }
}
