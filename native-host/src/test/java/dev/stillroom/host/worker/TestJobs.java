package dev.stillroom.host.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.stillroom.runtime.job.Job;
import dev.stillroom.runtime.job.JobFailure;
import java.util.concurrent.CountDownLatch;

/** Jobs that behave and misbehave, for tests of what starts them. */
public final class TestJobs implements Job {

  /** The part of the C library that prints past Java. */
  interface Printing extends Library {
    int puts(String line);

    int fflush(Pointer stream);
  }

  @Override
  public String name() {
    return "test";
  }

  private boolean prepared;

  @Override
  public void prepare() {
    prepared = true;
  }

  @Override
  public JsonNode run(JsonNode arguments, Progress progress)
      throws JobFailure, InterruptedException {
    progress.report(0.5, "working");
    switch (arguments.get("do").asText()) {
      case "echo" -> {
        return arguments.get("value");
      }
      case "prepared?" -> {
        return new TextNode(prepared ? "prepared" : "not prepared");
      }
      case "fail" -> throw new JobFailure("the egg is broken: buy another");
      case "throw" -> throw new IllegalStateException("surprise");
      case "halt" -> Runtime.getRuntime().halt(139);
      case "hang" -> new CountDownLatch(1).await();
      case "print" -> {
        System.out.println("a library says hello");
        Printing c = Native.load("c", Printing.class);
        c.puts("a native library says hello");
        c.fflush(null);
      }
      default -> throw new JobFailure("unknown: " + arguments);
    }
    return new TextNode("printed");
  }
}
