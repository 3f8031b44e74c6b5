package dev.stillroom.runtime.pack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A pack's card as {@code distill --json} and {@code card --json} print it. */
public final class Card {

  private Card() {}

  /** The card with what only the file knows: its size and model digest. */
  public static ObjectNode printed(Pack pack) {
    ObjectNode printed = JsonNodeFactory.instance.objectNode();
    printed.set("kind", pack.card().get("kind"));
    printed.put("student", pack.model().architecture().label());
    printed.put("bytes", pack.bytes());
    pack.card()
        .properties()
        .forEach(
            member -> {
              if (!printed.has(member.getKey())) {
                printed.set(member.getKey(), member.getValue());
              }
            });
    return printed.put("digest", pack.digest());
  }
}
