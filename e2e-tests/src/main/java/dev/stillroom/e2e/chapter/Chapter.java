package dev.stillroom.e2e.chapter;

import java.io.IOException;

/** One part of the demo. Each plays on what the ones before it left. */
public interface Chapter {

  String title();

  void play(Play play) throws IOException;
}
