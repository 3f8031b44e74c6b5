package dev.stillroom.runtime.encoder;

/**
 * What the encoder makes of the parts of words it cuts a text into.
 *
 * @param starts where each part begins in the text, in characters (UTF-16), ascending
 * @param ends where it ends
 * @param values for each part {@link EncoderModel#WIDTH} numbers
 */
public record TokenStates(int[] starts, int[] ends, float[] values) {

  static final TokenStates NONE = new TokenStates(new int[0], new int[0], new float[0]);

  public int size() {
    return starts.length;
  }
}
