package dev.stillroom.distiller.teacher;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** OpenAI's chat completions: the large clouds, OpenRouter, Ollama, vLLM. */
record OpenAiDialect(Address address, Wire wire) implements Dialect {

  @Override
  public ChatModel model(Prompt prompt, Chat.Ability able) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(wire.builder())
        .baseUrl(address.base().toString())
        .apiKey(address.key())
        .modelName(address.model())
        .maxRetries(0)
        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
        .strictJsonSchema(able.schema())
        .build();
  }

  @Override
  public StreamingChatModel streaming(Prompt prompt, Chat.Ability able) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(wire.builder())
        .baseUrl(address.base().toString())
        .apiKey(address.key())
        .modelName(address.model())
        .strictJsonSchema(able.schema())
        .build();
  }

  @Override
  public ChatRequestParameters parameters(Prompt prompt, Chat.Ability able) {
    OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
    Chat.common(parameters, address, prompt, able);
    if (able.oldLimit()) {
      parameters.maxOutputTokens(prompt.mostTokens());
    } else {
      parameters.maxCompletionTokens(prompt.mostTokens());
    }
    return parameters.seed(prompt.sample()).build();
  }
}
