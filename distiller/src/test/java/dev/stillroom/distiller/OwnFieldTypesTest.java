package dev.stillroom.distiller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillroom.distiller.train.form.FieldTaggerTrainer;
import dev.stillroom.distiller.train.form.FormMaker;
import dev.stillroom.distiller.train.form.Lexicon;
import dev.stillroom.distiller.train.form.TypedForm;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.form.FieldType;
import dev.stillroom.runtime.pack.PackReader;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.FieldTagger;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnFieldTypesTest {

  @Test
  void theModelThatIsShippedWasMadeFromTheLexiconAsItIs() throws Exception {
    try (InputStream in = FormFilling.class.getResourceAsStream("fields.still")) {
      byte[] bytes = in.readAllBytes();
      String made =
          PackReader.read("fields.still", ByteBuffer.wrap(bytes))
              .card()
              .path("provenance")
              .path("dataset")
              .asText();
      assertEquals(OwnFieldTypes.digest(), made, "run OwnFieldTypes again, as its comment says");
      assertTrue(bytes.length < 1_000_000);
    }
  }

  @Test
  void theLexiconNamesTypesThereAre() {
    for (String type : Lexicon.own().phrases().keySet()) {
      assertTrue(FieldType.of(type).isPresent(), type);
    }
  }

  @Test
  void theSameFormsGiveTheSameModelAndItComesBackFromItsPack() throws Exception {
    List<TypedForm> forms = new FormMaker(Lexicon.own(), 5).make(60);
    FieldTagger one = new FieldTaggerTrainer(60_000).train(forms);
    FieldTagger other = new FieldTaggerTrainer(60_000).train(forms);
    assertEquals(PackWriter.digest(one), PackWriter.digest(other));
    byte[] bytes =
        PackWriter.bytes(
            one, com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode());
    FieldTagger read =
        (FieldTagger) PackReader.read("made.still", ByteBuffer.wrap(bytes)).student();
    TypedForm form = forms.getFirst();
    assertEquals(one.types(form.form()), read.types(form.form()));
  }
}
