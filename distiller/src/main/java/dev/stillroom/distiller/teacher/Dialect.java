package dev.stillroom.distiller.teacher;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;

/** How a provider wants a question put. */
sealed interface Dialect permits OpenAiDialect, AnthropicDialect {

  /** The library's model of what the server takes. */
  ChatModel model(Prompt prompt, Chat.Ability able);

  /** The same for answers that come bit by bit. */
  StreamingChatModel streaming(Prompt prompt, Chat.Ability able);

  /** What goes with one question. */
  ChatRequestParameters parameters(Prompt prompt, Chat.Ability able);
}
