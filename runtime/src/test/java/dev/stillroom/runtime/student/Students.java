package dev.stillroom.runtime.student;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stillroom.runtime.encoder.Adapter;
import dev.stillroom.runtime.encoder.Conversion;
import dev.stillroom.runtime.encoder.Encoder;
import dev.stillroom.runtime.encoder.EncoderModel;
import dev.stillroom.runtime.encoder.Encoders;
import dev.stillroom.runtime.example.Input;
import dev.stillroom.runtime.features.Features;
import dev.stillroom.runtime.features.Hashing;
import dev.stillroom.runtime.features.Term;
import dev.stillroom.runtime.student.text.Change;
import dev.stillroom.runtime.student.text.Mould;
import dev.stillroom.runtime.student.text.Numbers;
import dev.stillroom.runtime.student.text.Position;
import dev.stillroom.runtime.student.text.Shape;
import dev.stillroom.runtime.student.text.Text;
import dev.stillroom.runtime.student.text.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/** One student of each architecture, made by hand. */
public final class Students {

  private static final List<String> LABELS = List.of("convert:jpeg", "leave");

  private static final Encoders ENCODERS = convert();

  private Students() {}

  public static List<Student> all() {
    return List.of(majority(), rules(), linear());
  }

  /** All whose packs have a form of their own. */
  public static List<Student> packed() {
    return List.of(
        majority(),
        rules(),
        linear(),
        encoderHead(),
        readingHead(),
        adapted(),
        adaptedReading(),
        textProgram());
  }

  /** The encoders of the tests, converted once. */
  public static Encoders encoders() {
    return ENCODERS;
  }

  private static Encoders convert() {
    Path directory = Path.of("target", "encoder");
    try {
      Conversion.into(directory, EncoderModel.current());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new Encoders(directory, null, Clock.systemUTC());
  }

  public static EncoderHead encoderHead() {
    byte[] weights = new byte[LABELS.size() * EncoderModel.WIDTH];
    new Random(4).nextBytes(weights);
    return new EncoderHead(
        answering(0.6),
        ENCODERS.named(EncoderModel.current().digest()).orElseThrow(),
        linear(),
        weights,
        new float[] {0.01f, 0.02f});
  }

  /** A head on several readings, which minds what is strange to it. */
  public static EncoderHead readingHead() {
    List<Reading> readings = List.of(Reading.WHOLE, Reading.OTHERS, Reading.OPENING);
    byte[] weights = new byte[LABELS.size() * readings.size() * EncoderModel.WIDTH];
    new Random(6).nextBytes(weights);
    return new EncoderHead(
        new Answering(LABELS, 1, 0.1, 0.01),
        ENCODERS.named(EncoderModel.current().digest()).orElseThrow(),
        linear(),
        weights,
        new float[] {0.01f, 0.02f},
        readings,
        new float[readings.size() * EncoderModel.WIDTH]);
  }

  /** One expression of each sort, more or less. */
  public static TextProgram textProgram() {
    Text title = new Text.Column("title");
    Text name = new Text.Column("name");
    Text amount =
        new Text.Numbered(
            new Text.Column("bytes"),
            Numbers.Style.PLAIN,
            0.001,
            0,
            2,
            true,
            RoundingMode.HALF_UP,
            Numbers.Style.GERMAN);
    Token dot = new Token.Literal(".");
    Text part =
        new Text.Slice(
            name,
            new Position.At(0),
            new Position.Border(new Token.Run(Token.Chars.LETTERS), 1, true));
    Text dated =
        new Text.Dated(
            new Text.Piece(name, dot, 0), "d.M.uuuu", Locale.GERMAN, "MMMM", Locale.ENGLISH);
    Text known =
        new Text.Choice(
            new Text.Test(name, Text.Test.Where.END, new Token.Literal("webp"), 1),
            new Text.Lookup(new Text.Piece(name, dot, -1), Map.of("webp", "picture")),
            dated);
    Text all =
        new Text.Concat(
            List.of(
                new Text.Changed(title, Change.UPPER),
                new Text.Constant(" – "),
                part,
                new Text.Padded(amount, 12, ' '),
                new Text.Chunked(new Text.Kept(title, Token.Chars.LETTERS), 3, "-", false),
                new Text.Joined(title, new Token.Literal(" "), Change.FIRST, "")));
    return new TextProgram(
        0.5,
        9,
        1,
        7.5,
        80,
        List.of(new TextProgram.Voice(all, 0.7), new TextProgram.Voice(known, 0.3)),
        Map.of("title", Shape.of(List.of("Spring sale"))),
        new Mould("+00 000 000 000"));
  }

  public static Answering answering(double threshold) {
    return new Answering(LABELS, 1, threshold);
  }

  public static Majority majority() {
    return new Majority(answering(0), new Counts(List.of(3, 5)));
  }

  public static RuleList rules() {
    RuleList.Rule webp =
        new RuleList.Rule(
            List.of(
                new Condition.Is("extension", "webp"), new Condition.Is("host", "shop.localhost")),
            0,
            new Counts(List.of(3, 0)));
    RuleList.Rule large =
        new RuleList.Rule(
            List.of(
                new Condition.AtLeast("bytes", 1e6),
                new Condition.Below("bytes", 2e6),
                new Condition.HasWord("title", "sale"),
                new Condition.Absent("folder")),
            0,
            new Counts(List.of(2, 1)));
    RuleList.Rule otherwise = new RuleList.Rule(List.of(), 1, new Counts(List.of(0, 5)));
    return new RuleList(answering(0), List.of(webp, large), otherwise);
  }

  public static HashedLinear linear() {
    return linear(0);
  }

  /** A student that knows the test's inputs and so many columns more. */
  public static HashedLinear linear(int more) {
    Random random = new Random(3);
    TreeSet<Integer> known = new TreeSet<>();
    for (Input input : inputs()) {
      for (Term term : Hashing.of(Features.of(input))) {
        known.add(term.hash());
      }
    }
    while (more-- > 0) {
      known.add(random.nextInt());
    }
    int[] columns = known.stream().mapToInt(Integer::intValue).toArray();
    byte[] weights = new byte[columns.length * 2];
    random.nextBytes(weights);
    int[] starts = new int[columns.length + 1];
    short[] labels = new short[weights.length];
    for (int i = 0; i < weights.length; i++) {
      labels[i] = (short) (i % 2);
      starts[i / 2 + 1] = i + 1;
    }
    return new HashedLinear(
        answering(0.6),
        new SparseWeights(columns, starts, labels, weights),
        new float[] {0.01f, 0.02f},
        new float[] {0.5f, -0.5f});
  }

  /** A head on an encoder that learned the task; the encoder's files are not there. */
  public static AdaptedHead adapted() {
    return adapted(encoderHead(), 1);
  }

  /** The same that stands on how a text begins, too. */
  public static AdaptedHead adaptedReading() {
    return adapted(openingHead(), 1);
  }

  /** A head on a text and how it begins. */
  public static EncoderHead openingHead() {
    byte[] weights = new byte[LABELS.size() * 2 * EncoderModel.WIDTH];
    new Random(7).nextBytes(weights);
    return new EncoderHead(
        answering(0.6),
        ENCODERS.named(EncoderModel.current().digest()).orElseThrow(),
        linear(),
        weights,
        new float[] {0.01f, 0.02f},
        List.of(Reading.WHOLE, Reading.OPENING),
        null);
  }

  /**
   * @param size how large an adapter's numbers are
   */
  public static AdaptedHead adapted(EncoderHead head, float size) {
    Random random = new Random(5);
    Encoder encoder = ENCODERS.named(EncoderModel.current().digest()).orElseThrow();
    List<float[]> matrices = new ArrayList<>();
    for (Adapter.Site site : Adapter.sites(EncoderModel.current())) {
      for (int length : new int[] {site.product().in(), site.product().out()}) {
        float[] values = new float[2 * length];
        for (int i = 0; i < values.length; i++) {
          values[i] = size * (float) random.nextGaussian();
        }
        matrices.add(values);
      }
    }
    return new AdaptedHead(encoder, head, LowRank.of(EncoderModel.current(), 2, matrices));
  }

  public static List<Input> inputs() {
    return List.of(
        input("webp", "shop.localhost"),
        input("webp", "other.localhost"),
        input("png", "shop.localhost"),
        new Input(JsonNodeFactory.instance.objectNode()));
  }

  public static Input input(String extension, String host) {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    members.put("name", "photo." + extension).put("extension", extension).put("host", host);
    members.put("title", "Spring sale").put("bytes", 1_500_000);
    return new Input(members);
  }
}
