package dev.stillroom.distiller.teacher;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;

/** Anthropic's messages. */
record AnthropicDialect(Address address, Wire wire) implements Dialect {

  @Override
  public ChatModel model(Prompt prompt, Chat.Ability able) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(wire.builder())
        .baseUrl(address.base().toString())
        .apiKey(address.key() == null ? "none" : address.key())
        .modelName(address.model())
        .maxTokens(prompt.mostTokens())
        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
        .maxRetries(0)
        .build();
  }

  @Override
  public StreamingChatModel streaming(Prompt prompt, Chat.Ability able) {
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(wire.builder())
        .baseUrl(address.base().toString())
        .apiKey(address.key() == null ? "none" : address.key())
        .modelName(address.model())
        .maxTokens(prompt.mostTokens())
        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
        .build();
  }

  @Override
  public ChatRequestParameters parameters(Prompt prompt, Chat.Ability able) {
    DefaultChatRequestParameters.Builder<?> parameters = DefaultChatRequestParameters.builder();
    Chat.common(parameters, address, prompt, able);
    return parameters.maxOutputTokens(prompt.mostTokens()).build();
  }
}
