package dev.stillroom.host.protocol;

/** A client's frame; {@code id} is chosen by the client and comes back with the reply. */
public record RequestFrame(long id, Request request) {}
