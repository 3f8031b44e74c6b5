package dev.stillroom.distiller.teacher;

import java.util.function.Consumer;

/**
 * A large model that answers questions about data. What it says is a stranger's word: whoever asks
 * holds it against an {@link AnswerShape} before it is used.
 */
public sealed interface Teacher extends AutoCloseable permits NoTeacher, ChatTeacher, GgufTeacher {

  /**
   * What was said.
   *
   * @param tokensIn as the provider counts them, or an estimate where it does not
   * @param whole whether it came to its end
   */
  record Said(String text, long tokensIn, long tokensOut, boolean whole) {

    public Said(String text, long tokensIn, long tokensOut) {
      this(text, tokensIn, tokensOut, true);
    }
  }

  /** The model and where it is, for the person. */
  String name();

  /** Whether what it is asked goes to another machine. */
  boolean isElsewhere();

  /** How many questions it may have before it at once. */
  int atOnce();

  /** Asks; safe for several threads. */
  Said ask(Prompt prompt) throws TeacherFailure, InterruptedException;

  /**
   * Asks, and tells what there is of the answer while it comes.
   *
   * @param heard told all that was said so far, whenever it is more
   */
  default Said ask(Prompt prompt, Consumer<String> heard)
      throws TeacherFailure, InterruptedException {
    return ask(prompt);
  }

  @Override
  default void close() {}
}
