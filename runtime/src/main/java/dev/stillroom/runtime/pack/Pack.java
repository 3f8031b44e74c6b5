package dev.stillroom.runtime.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Student;

/**
 * A student's file, read and checked.
 *
 * @param digest the model digest, SHA-256 in hexadecimal: covers what decides, not the card
 * @param bytes the size of the file
 * @param card the model card
 */
public record Pack(String digest, Student student, ObjectNode card, long bytes) {}
