package dev.stillroom.host.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.pack.Card;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackRefused;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "card", description = "The model card: what it does and how good it is.")
final class CardCommand implements Callable<Integer> {

  @Parameters(paramLabel = "MODEL.still", description = "The model.")
  private Path model;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Printer printer;

  CardCommand(Printer printer) {
    this.printer = printer;
  }

  @Override
  public Integer call() {
    ObjectNode card;
    try {
      FileArguments.requireReadable(model, "model");
      card = Card.printed(PackReader.read(model));
    } catch (PackRefused refused) {
      throw new CommandFailure(refused.getMessage());
    }
    if (json) {
      printer.json(card);
    } else {
      CardText.print(card, printer);
    }
    return 0;
  }
}
