package dev.stillroom.runtime.student.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What columns and outputs look like. */
class ShapeTest {

  @Test
  void aNumberIsOfOneKindWithAPointAndWithout() {
    assertEquals(0, Shape.of(List.of("1234.5", "99.9")).lacking("12000"));
    assertEquals(1, Shape.of(List.of("5.3.2024", "6.4.2024")).lacking("5-3-2024"));
    assertEquals(1, Shape.of(List.of("Dr. Ada", "Prof. Ben")).lacking("Mrs Cleo"));
  }

  @Test
  void outputsOfOneLookAreAMouldWhereTheirInputsLookDifferent() {
    List<Row> inputs = rows("44 555 0199", "61-555-0277");
    Mould mould = Mould.of(inputs, List.of("+1 44 555 0199", "+1 61 555 0277"));
    assertTrue(mould.fits("+1 72 555 4444"));
    assertTrue(!mould.fits("+1 7255 54444"));
    List<Row> alike = rows("44 555 0199", "61 555 0277");
    assertNull(Mould.of(alike, List.of("+1 44 555 0199", "+1 61 555 0277")));
    assertNull(Mould.of(inputs, List.of("44", "61")), "few digits look alike by chance");
  }

  private static List<Row> rows(String one, String other) {
    return List.of(new Row(Map.of("text", one)), new Row(Map.of("text", other)));
  }
}
