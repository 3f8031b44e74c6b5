package dev.stillroom.host.journal;

import dev.stillroom.host.protocol.Nullable;

/**
 * What a look into a file tells; each is null where it does not.
 *
 * @param type the MIME type by the content, whatever the name or the server say
 * @param picture a picture's size in words
 * @param words those that a document begins with
 */
public record Inside(@Nullable String type, @Nullable String picture, @Nullable String words) {}
