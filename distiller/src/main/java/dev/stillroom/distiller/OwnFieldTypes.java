package dev.stillroom.distiller;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.form.FieldTaggerTrainer;
import dev.stillroom.distiller.train.form.FormMaker;
import dev.stillroom.distiller.train.form.Lexicon;
import dev.stillroom.distiller.train.form.TypedForm;
import dev.stillroom.runtime.features.Vector;
import dev.stillroom.runtime.form.FieldFeatures;
import dev.stillroom.runtime.form.FormJson;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.FieldTagger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Distills the understanding of fields that comes with the program, out of its own lexicon and
 * nothing else. Run by hand when the lexicon, the maker of forms or the features change: {@code
 * java -cp … dev.stillroom.distiller.OwnFieldTypes FILE}.
 */
public final class OwnFieldTypes {

  private static final int FORMS = 5_000;
  private static final int SEED = 1;
  private static final long BYTES = 450_000;

  private OwnFieldTypes() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<TypedForm> forms = forms();
    FieldTagger tagger = new FieldTaggerTrainer(BYTES).train(forms);
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("kind", "classify").put("student", tagger.architecture().label());
    card.putObject("examples").put("train", forms.size());
    card.putObject("provenance").put("dataset", digest()).put("code", Distillation.CODE);
    PackWriter.write(Path.of(arguments[0]), tagger, card);
  }

  private static List<TypedForm> forms() {
    return new FormMaker(Lexicon.own(), SEED).make(FORMS);
  }

  /** What the first of the forms are, as the features see them: changes with all that matters. */
  static String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) FieldFeatures.VERSION);
      for (TypedForm form : new FormMaker(Lexicon.own(), SEED).make(200)) {
        digest.update(FormJson.write(form.form()).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(form.types().toString().getBytes(StandardCharsets.UTF_8));
        for (Vector field : FieldFeatures.of(form.form())) {
          for (int hash : field.hashes()) {
            digest.update((byte) hash);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
