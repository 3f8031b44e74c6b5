package dev.stillroom.runtime.student.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.student.Fields;
import dev.stillroom.runtime.student.ProgramRefused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How pages of one build are read. A site that was rebuilt has pages of two.
 *
 * @param ceiling the confidence where nothing speaks against an answer
 * @param skeleton what all its pages seen had in common
 * @param wrappers for each blank of the form how it is found
 */
public record Layout(double ceiling, Set<String> skeleton, List<Wrapper> wrappers) {

  public Layout {
    skeleton = Set.copyOf(skeleton);
    wrappers = List.copyOf(wrappers);
  }

  /** The layout that a page is most like. */
  public static Layout nearest(List<Layout> layouts, Set<String> bones) {
    Layout nearest = layouts.getFirst();
    for (Layout layout : layouts) {
      if (layout.likeness(bones).all() > nearest.likeness(bones).all()) {
        nearest = layout;
      }
    }
    return nearest;
  }

  public Skeleton.Likeness likeness(Set<String> bones) {
    return Skeleton.likeness(skeleton, bones);
  }

  /** Writes what {@link #read} reads. */
  public void write(ObjectNode json) {
    json.put("ceiling", ceiling);
    ArrayNode bones = json.putArray("skeleton");
    new TreeSet<>(skeleton).forEach(bones::add);
    ArrayNode all = json.putArray("wrappers");
    wrappers.forEach(wrapper -> wrapper.write(all.addObject()));
  }

  /**
   * @param count how many wrappers it must have
   */
  public static Layout read(JsonNode node, int count) throws ProgramRefused {
    Fields fields = new Fields(node, "a layout");
    double ceiling = fields.number("ceiling", 0, 1);
    Set<String> skeleton = new HashSet<>();
    for (JsonNode bone : fields.array("skeleton", 0, Skeleton.MAX_BONES)) {
      skeleton.add(Fields.plain(bone, "a bone", Clues.MAX_KEY));
    }
    List<Wrapper> wrappers = new ArrayList<>();
    for (JsonNode wrapper : fields.array("wrappers", count, count)) {
      wrappers.add(Wrapper.read(wrapper));
    }
    fields.end();
    return new Layout(ceiling, skeleton, wrappers);
  }
}
