package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What a pack stores of a student: a JSON program and, by name, its numbers. */
public record Program(JsonNode json, Map<String, Tensor> tensors) {}
