package dev.stillroom.host.engine.handle;

import dev.stillroom.host.apply.Programs;
import dev.stillroom.host.engine.Handler;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The programs that may make other files of downloads, and those that could if they were allowed.
 */
public final class ListPrograms implements Handler<Request.ListPrograms> {

  private final Programs programs;

  public ListPrograms(Programs programs) {
    this.programs = programs;
  }

  @Override
  public Class<Request.ListPrograms> request() {
    return Request.ListPrograms.class;
  }

  @Override
  public CompletableFuture<Reply> handle(Request.ListPrograms request) {
    List<Programs.Allowed> allowed = programs.list();
    List<FilesView.Program> all = new ArrayList<>();
    allowed.forEach(one -> all.add(view(one, true)));
    Programs.known().stream()
        .filter(known -> allowed.stream().noneMatch(one -> one.to().equals(known.to())))
        .forEach(known -> all.add(view(known, false)));
    return CompletableFuture.completedFuture(new Reply.Programs(all));
  }

  private static FilesView.Program view(Programs.Allowed program, boolean allowed) {
    return new FilesView.Program(program.to(), program.from(), program.command(), allowed);
  }
}
