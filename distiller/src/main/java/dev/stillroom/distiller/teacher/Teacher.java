package dev.stillroom.distiller.teacher;

/**
 * A large model that answers questions about data. What it says is a stranger's word: whoever asks
 * holds it against an {@link AnswerShape} before it is used.
 */
public sealed interface Teacher extends AutoCloseable permits NoTeacher, ChatTeacher, GgufTeacher {

  /**
   * What was said.
   *
   * @param tokensIn as the provider counts them, or an estimate where it does not
   */
  record Said(String text, long tokensIn, long tokensOut) {}

  /** The model and where it is, for the person. */
  String name();

  /** Whether what it is asked goes to another machine. */
  boolean isElsewhere();

  /** How many questions it may have before it at once. */
  int atOnce();

  /** Asks; safe for several threads. */
  Said ask(Prompt prompt) throws TeacherFailure, InterruptedException;

  @Override
  default void close() {}
}
