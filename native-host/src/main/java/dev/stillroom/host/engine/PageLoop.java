package dev.stillroom.host.engine;

import dev.stillroom.host.protocol.Event;
import dev.stillroom.host.protocol.Request;
import dev.stillroom.host.protocol.View;
import java.util.List;

/** The loop of page actions: what a person does in a page of a site they watch. */
public final class PageLoop {

  PageLoop() {}

  /** A page action was recorded. */
  void recorded(Event.OnPage event) {
    switch (event) {
      case Event.Chosen chosen -> {
        // What is learned from it follows.
      }
    }
  }

  /** The controls of a site at which something is learned. */
  public List<View.Place> places(String site) {
    return List.of();
  }

  /** What would be chosen for the things that a page shows, in their order. */
  public List<View.Suggestion> suggest(String placeId, List<Request.Shown> shown) {
    return List.of();
  }
}
