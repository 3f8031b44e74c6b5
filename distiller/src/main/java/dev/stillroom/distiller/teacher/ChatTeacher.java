package dev.stillroom.distiller.teacher;

import java.util.function.Consumer;

/** A model behind HTTP, in whatever dialect its server speaks. */
public final class ChatTeacher implements Teacher {

  private static final int AT_ONCE = 4;

  private final Address address;
  private final Dialect dialect;
  private final Chat chat;

  ChatTeacher(Address address, Wire wire, Dialect dialect) {
    this.address = address;
    this.dialect = dialect;
    this.chat = new Chat(wire);
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
    return chat.ask(prompt, dialect, null);
  }

  @Override
  public Said ask(Prompt prompt, Consumer<String> heard) throws TeacherFailure {
    return chat.ask(prompt, dialect, heard);
  }
}
