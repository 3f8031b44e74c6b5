package dev.stillroom.distiller.teacher;

import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;

/** Whatever speaks OpenAI's chat completions: the large clouds, OpenRouter, Ollama, vLLM. */
public final class OpenAiTeacher implements Teacher {

  private static final int AT_ONCE = 4;

  private final Address address;
  private final Wire wire;
  private final Chat chat;

  OpenAiTeacher(Address address, Access access, Wire wire) {
    this.address = address;
    this.wire = wire;
    this.chat = new Chat(wire, access.purse());
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public boolean isElsewhere() {
    return address.isElsewhere();
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public Said ask(Prompt prompt) throws TeacherFailure {
    return chat.ask(prompt, this::model, able -> parameters(prompt, able));
  }

  private ChatModel model(Chat.Ability able) {
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

  private ChatRequestParameters parameters(Prompt prompt, Chat.Ability able) {
    OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
    parameters.modelName(address.model());
    if (able.schema()) {
      parameters.responseFormat(Chat.format(prompt));
    }
    if (able.temperature()) {
      parameters.temperature(prompt.temperature());
    }
    if (able.oldLimit()) {
      parameters.maxOutputTokens(prompt.mostTokens());
    } else {
      parameters.maxCompletionTokens(prompt.mostTokens());
    }
    return parameters.seed(prompt.sample()).build();
  }
}
