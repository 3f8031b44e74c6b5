package dev.stillroom.host.routine.discovery;

/** Hashes of 64 bits: among a million different things two alike are unlikely. */
final class Hash {

  private static final long PRIME = 0x100000001b3L;

  private Hash() {}

  static long of(long seed, String... texts) {
    long hash = 0xcbf29ce484222325L ^ mixed(seed);
    for (String text : texts) {
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * PRIME;
      }
      hash = (hash ^ 0xffff) * PRIME;
    }
    return mixed(hash);
  }

  /** The finalizer of SplitMix64. */
  static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
