package dev.stillroom.e2e.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.distiller.train.form.FieldTaggerTrainer;
import dev.stillroom.distiller.train.form.TypedForm;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.fill.FormFilling;
import dev.stillroom.runtime.form.FieldTyping;
import dev.stillroom.runtime.form.WebForm;
import dev.stillroom.runtime.pack.PackWriter;
import dev.stillroom.runtime.student.FieldTagger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What belongs into fields of real forms: a tagger cross-validated by page, naive Bayes on the same
 * folds, and the understanding that comes with the program, which has seen none of it.
 */
public final class FormsBenchmark implements Benchmark {

  private static final long BYTES = 900_000;

  @Override
  public String name() {
    return "forms";
  }

  @Override
  public void run(Path data, boolean quick, Table table) throws IOException {
    if (data == null) {
      throw new IOException("needs --data DIR with extract/firefox-forms");
    }
    Path set = data.resolve("extract/firefox-forms");
    int folds = quick ? 1 : FormData.FOLDS;
    FormFilling shipped = FormFilling.shipped();
    try {
      FormData rows = FormData.rows(set.resolve("train.jsonl"));
      crossValidated("rows", rows, folds, table, 0.87, 0.86);
      bayes(rows, folds, table);
      // What a field is seen by was chosen on the folds above: other folds of the same pages show
      // how much of the figure is that choice.
      crossValidated("rows, dealt anew", rows.dealtAnew("anew "), folds, table, null, null);
      asShipped("rows", rows, shipped, table);
      FormData pages = FormData.pages(set.resolve("train_html_pages.jsonl"));
      table.addAtLeast(
          "pages: labelled fields found in the DOM",
          "",
          0.98,
          (double) pages.found() / pages.wanted(),
          pages.found() + " of " + pages.wanted());
      crossValidated("pages", pages, folds, table, null, null);
      asShipped("pages", pages, shipped, table);
      previews(pages, shipped, table);
      FillSpeed.measure(quick, table);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  private static void crossValidated(
      String set, FormData data, int folds, Table table, Double accuracy, Double kappa)
      throws InterruptedException {
    Agreement agreement = new Agreement();
    List<Double> millis = new ArrayList<>();
    long bytes = 0;
    double seconds = 0;
    for (int fold = 0; fold < folds; fold++) {
      List<TypedForm> train = new ArrayList<>();
      List<TypedForm> test = new ArrayList<>();
      for (int i = 0; i < data.forms().size(); i++) {
        (data.folds().get(i) == fold ? test : train).add(data.forms().get(i));
      }
      long start = System.nanoTime();
      FieldTagger tagger = new FieldTaggerTrainer(BYTES).train(train);
      seconds += (System.nanoTime() - start) / 1e9 / folds;
      bytes =
          Math.max(bytes, PackWriter.bytes(tagger, JsonNodeFactory.instance.objectNode()).length);
      List<String> labels = tagger.answering().labels();
      for (TypedForm form : test) {
        start = System.nanoTime();
        double[][] probabilities = tagger.probabilities(form.form());
        millis.add((System.nanoTime() - start) / 1e6);
        for (int i = 0; i < probabilities.length; i++) {
          agreement.add(form.types().get(i), labels.get(best(probabilities[i])));
        }
      }
    }
    millis.sort(null);
    String how =
        agreement.size() + " fields, " + folds + " of " + FormData.FOLDS + " folds by page";
    table.addAtLeast(set + ": accuracy", "", accuracy, agreement.accuracy(), how);
    table.addAtLeast(set + ": kappa", "", kappa, agreement.kappa(), how);
    table.add(set + ": a form", "ms", 2.0, millis.get(millis.size() / 2), "median");
    table.add(
        set + ": a form, 95th percentile", "ms", null, millis.get(millis.size() * 95 / 100), "");
    table.add(set + ": model", "KB", 1000.0, bytes / 1000.0, "the largest of the folds");
    table.add(set + ": distilling", "s", null, seconds, "mean of the folds");
  }

  /** How long a preview takes: each page's form from one order. */
  private static void previews(FormData pages, FormFilling shipped, Table table) {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    ObjectNode buyer = order.putObject("json").putObject("customer");
    buyer.put("firstName", "Grete").put("lastName", "Beispiel");
    buyer.put("email", "grete@beispiel.example").put("phone", "+49 30 5550123");
    buyer.putObject("address").put("street", "Musterweg 12a").put("postalCode", "10115");
    ((ObjectNode) buyer.path("address")).put("city", "Berlin").put("country", "Germany");
    List<Double> millis = new ArrayList<>();
    for (TypedForm form : pages.forms()) {
      long start = System.nanoTime();
      shipped.fill(form.form(), new Input(order));
      millis.add((System.nanoTime() - start) / 1e6);
    }
    millis.sort(null);
    String how = millis.size() + " pages' forms from an order in JSON";
    table.add("preview", "ms", 100.0, millis.get(millis.size() / 2), how + ", median");
    table.add("preview, 95th percentile", "ms", 100.0, millis.get(millis.size() * 95 / 100), how);
  }

  private static int best(double[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }

  private static void bayes(FormData data, int folds, Table table) {
    Agreement agreement = new Agreement();
    for (int fold = 0; fold < folds; fold++) {
      WordBayes bayes = new WordBayes();
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < data.forms().size(); i++) {
          boolean isTest = data.folds().get(i) == fold;
          List<String> types = data.forms().get(i).types();
          for (int k = 0; k < types.size(); k++) {
            List<String> words = data.words().get(i).get(k);
            if (pass == 0 && !isTest) {
              bayes.learn(words, types.get(k));
            } else if (pass == 1 && isTest) {
              agreement.add(types.get(k), bayes.say(words));
            }
          }
        }
      }
    }
    String how = "the same folds, words with their member's name";
    table.peer("naive Bayes: accuracy", "", agreement.accuracy(), how);
    table.peer("naive Bayes: kappa", "", agreement.kappa(), how);
  }

  /** Without any of this data; types that the set does not have count as none. */
  private static void asShipped(String set, FormData data, FormFilling shipped, Table table) {
    Set<String> known = new HashSet<>();
    data.forms().forEach(form -> known.addAll(form.types()));
    Agreement agreement = new Agreement();
    List<Double> millis = new ArrayList<>();
    for (TypedForm typed : data.forms()) {
      WebForm form = typed.form();
      long start = System.nanoTime();
      List<FieldTyping> types = shipped.types(form);
      millis.add((System.nanoTime() - start) / 1e6);
      for (int i = 0; i < types.size(); i++) {
        String said = alike(types.get(i).type().label(), known);
        agreement.add(alike(typed.types().get(i), known), said);
      }
    }
    millis.sort(null);
    String how = agreement.size() + " fields, none of them seen in training";
    table.peer(set + ", as shipped: accuracy", "", agreement.accuracy(), how);
    table.peer(set + ", as shipped: kappa", "", agreement.kappa(), how);
    table.add(set + ", as shipped: a form", "ms", 2.0, millis.get(millis.size() / 2), "median");
  }

  /** The set and the program part some things differently. */
  private static String alike(String type, Set<String> known) {
    String one =
        switch (type) {
          case "street" -> "address-streetname";
          case "country-name" -> "country";
          case "apartment", "floor", "building", "address-extra-housesuffix" -> "address-extra";
          default -> type;
        };
    if (one.equals("address-extra") && !known.contains("address-extra")) {
      return "address-line2";
    }
    if (one.equals("address-streetname") && !known.contains("address-streetname")) {
      return "street-address";
    }
    return known.contains(one) ? one : FormData.NONE;
  }
}
