package dev.stillroom.distiller.teacher;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;

/**
 * One answer that comes bit by bit; on one thread, since a {@link Wire} reads where it is asked.
 */
final class Hearing implements StreamingChatResponseHandler {

  /** Nothing was said, not even what is wrong. */
  static final class Silence extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final Consumer<String> heard;
  private final StringBuilder text = new StringBuilder();
  private ChatResponse response;
  private Throwable failure;

  Hearing(Consumer<String> heard) {
    this.heard = heard;
  }

  @Override
  public void onPartialResponse(String piece) {
    // What is longer than any answer that is looked at is not shown either.
    if (text.length() <= AnswerShape.MOST_CHARACTERS) {
      text.append(piece);
      heard.accept(text.toString());
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse whole) {
    response = whole;
  }

  @Override
  public void onError(Throwable broken) {
    failure = broken;
  }

  String soFar() {
    return text.toString();
  }

  /** The whole; null where it did not come. */
  ChatResponse response() {
    return response;
  }

  /** Why nothing came. */
  RuntimeException failure() {
    return failure instanceof RuntimeException known ? known : new Silence();
  }
}
