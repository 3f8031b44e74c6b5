package dev.stillroom.host.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stillroom.host.protocol.ErrorCode;
import dev.stillroom.host.protocol.FilesView;
import dev.stillroom.host.protocol.Reply;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.RequestFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A tidying that breaks off can be taken back by its name. */
class TidyCommandTest {

  private static final String BATCH = "0123456789abcdef";

  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
  private final TidyCommand command = new TidyCommand(new Printer(nowhere, nowhere, false));
  private final List<Request.TidyFiles> asked = new ArrayList<>();

  private static List<FilesView.TidyFile> files(int n) {
    return IntStream.range(0, n)
        .mapToObj(
            i ->
                new FilesView.TidyFile(
                    "bill-" + i + ".pdf", 4, "/bills", true, 0.97, List.of(), List.of()))
        .toList();
  }

  private TidyCommand.Parts answering(int parts, IOException then) {
    return part -> {
      asked.add(part);
      if (asked.size() > parts) {
        throw then;
      }
      return new Reply.Tidied(part.batch(), part.moves().size(), List.of());
    };
  }

  @Test
  void whatWasPutAwayBeforeAnAnswerWasLostKeepsItsName() {
    IOException lost = new IOException("the engine is gone");
    TidyCommand.Moved moved = command.move(answering(1, lost), "/downloads", files(120), BATCH);
    assertEquals(List.of(BATCH, BATCH), asked.stream().map(Request.TidyFiles::batch).toList());
    assertEquals(new TidyCommand.Moved(BATCH, 50, List.of(), lost), moved);
    asked.clear();
    TidyCommand.Moved silent = command.move(answering(0, lost), "/downloads", files(3), BATCH);
    assertEquals(BATCH, silent.batch(), "it may have been begun");
    assertSame(lost, silent.broke());
  }

  @Test
  void aFileThatWasLeftIsOnTheErrorStreamToo() {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Printer printer =
        new Printer(nowhere, new PrintStream(errors, true, StandardCharsets.UTF_8), false);
    List<FilesView.NotDone> failed = List.of(new FilesView.NotDone("", "bill.pdf", "it is gone"));
    for (boolean json : new boolean[] {true, false}) {
      errors.reset();
      new TidyCommand(printer).say(new TidyCommand.Tidied(List.of(), 0, 1, BATCH, failed), json);
      assertEquals(
          "stillroom: bill.pdf was left: it is gone",
          errors.toString(StandardCharsets.UTF_8).strip());
    }
  }

  @Test
  void whatIsRefusedAtOnceLeavesNothingToTakeBack() {
    assertThrows(
        RequestFailure.class,
        () ->
            command.move(
                part -> {
                  throw new RequestFailure(ErrorCode.NOT_POSSIBLE_NOW, "stopped");
                },
                "/downloads",
                files(3),
                BATCH));
    assertEquals(null, command.move(answering(0, null), "/downloads", files(0), BATCH).batch());
  }
}
