package dev.stillroom.host.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what may be null or missing on the wire; the generated TypeScript says {@code | null}
 * there, and {@link Codec} refuses a frame that lacks anything else. Of a nested type it is written
 * {@code View.@Nullable Task}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
public @interface Nullable {}
