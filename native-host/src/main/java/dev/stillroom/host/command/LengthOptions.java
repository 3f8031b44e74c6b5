package dev.stillroom.host.command;

import dev.stillroom.runtime.summary.Budget;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How long a summary may be, as commands are told. */
final class LengthOptions {

  @Option(names = "--sentences", paramLabel = "N", description = "A summary of N sentences.")
  private Integer sentences;

  @Option(names = "--words", paramLabel = "N", description = "A summary of about N words.")
  private Integer words;

  @Option(names = "--percent", paramLabel = "N", description = "N per cent of the text's words.")
  private Double percent;

  /** The length that was asked for; null where none was. */
  Budget budget(CommandLine command) {
    int asked = (sentences == null ? 0 : 1) + (words == null ? 0 : 1) + (percent == null ? 0 : 1);
    if (asked > 1) {
      throw new ParameterException(
          command, "give one of --sentences, --words and --percent, not several");
    }
    if (asked == 0) {
      return null;
    }
    double amount = sentences != null ? sentences : words != null ? words : percent;
    if (!(amount > 0) || percent != null && amount > 100) {
      throw new ParameterException(
          command,
          percent != null
              ? "--percent must be above 0 and at most 100: " + percent
              : "a summary's length must be above 0: " + (sentences != null ? sentences : words));
    }
    return new Budget(
        sentences != null
            ? Budget.Unit.SENTENCES
            : words != null ? Budget.Unit.WORDS : Budget.Unit.PERCENT,
        amount);
  }
}
