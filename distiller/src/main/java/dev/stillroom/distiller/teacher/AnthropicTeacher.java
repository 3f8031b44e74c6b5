package dev.stillroom.distiller.teacher;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;

/** Anthropic's messages. */
public final class AnthropicTeacher implements Teacher {

  private static final int AT_ONCE = 4;

  private final Address address;
  private final Wire wire;
  private final Chat chat;

  AnthropicTeacher(Address address, Access access, Wire wire) {
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
    return chat.ask(prompt, able -> model(prompt), able -> parameters(prompt, able));
  }

  private ChatModel model(Prompt prompt) {
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

  private ChatRequestParameters parameters(Prompt prompt, Chat.Ability able) {
    DefaultChatRequestParameters.Builder<?> parameters = DefaultChatRequestParameters.builder();
    parameters.modelName(address.model());
    if (able.schema()) {
      parameters.responseFormat(Chat.format(prompt));
    }
    if (able.temperature()) {
      parameters.temperature(prompt.temperature());
    }
    return parameters.maxOutputTokens(prompt.mostTokens()).build();
  }
}
