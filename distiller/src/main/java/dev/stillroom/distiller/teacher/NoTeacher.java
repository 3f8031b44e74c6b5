package dev.stillroom.distiller.teacher;

/** Nobody: the person's own acts suffice for most tasks. */
public record NoTeacher() implements Teacher {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public boolean isElsewhere() {
    return false;
  }

  @Override
  public int atOnce() {
    return 1;
  }

  @Override
  public Said ask(Prompt prompt) throws TeacherFailure {
    throw new TeacherFailure(
        TeacherFailure.Reason.REFUSED, "there is no teacher to ask: give one with --teacher");
  }
}
