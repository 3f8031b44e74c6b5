package dev.stillroom.host.routine;

import dev.stillroom.host.protocol.EvidenceView;
import dev.stillroom.host.protocol.Nullable;
import dev.stillroom.host.protocol.View;

/**
 * Something the person repeats.
 *
 * @param id the same for the same deed on the same kind of case, also after a rebuild: what the
 *     deed depends on may become clearer, the routine stays the same
 * @param deed the deed's symbol, for example {@code convert:jpeg}
 * @param act what a task would do for the person; null where there is no such task
 * @param simple whether so short a rule says when the deed is done
 * @param why one sentence with the figures
 */
public record Routine(
    String id,
    String deed,
    View.@Nullable Act act,
    EvidenceView.Evidence evidence,
    boolean simple,
    String why) {}
