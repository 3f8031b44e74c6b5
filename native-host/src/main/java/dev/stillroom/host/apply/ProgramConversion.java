package dev.stillroom.host.apply;

import java.util.List;

/**
 * What a {@link ProgramJob} is asked for.
 *
 * @param source absolute path of the file
 * @param temporary absolute path of the file to make; must not exist yet
 * @param scratch an existing folder in which the program may work
 * @param to the extension of what is made
 * @param command the program and its arguments, see {@link Programs}
 */
public record ProgramConversion(
    String source, String temporary, String scratch, String to, List<String> command) {

  /** The name under which workers find the job. */
  public static final String JOB = "program";
}
