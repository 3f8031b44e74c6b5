package dev.stillroom.distiller.teacher;

import dev.stillroom.runtime.ledger.Ledger;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What goes with every question.
 *
 * @param task what it is for, as the ledger names it
 */
public record Access(
    Purse purse, Ledger ledger, String task, Clock clock, RandomGenerator chance) {}
