package dev.stillroom.runtime.form;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes telephone numbers apart by their countries' codes (ITU-T E.164). */
final class Phones {

  private static final Pattern NUMBER = Pattern.compile("[+(]?[\\d][\\d ()/.\\-–]{4,24}\\d");

  /** Codes of one and two digits; all others have three. */
  private static final String SHORT =
      " 1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62"
          + " 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";

  private static final Map<String, String> OF_COUNTRIES = new HashMap<>();

  static {
    String[] pairs =
        ("US1 CA1 RU7 EG20 ZA27 GR30 NL31 BE32 FR33 ES34 HU36 IT39 RO40 CH41 AT43 GB44 DK45 SE46"
                + " NO47 PL48 DE49 PE51 MX52 AR54 BR55 CL56 CO57 MY60 AU61 ID62 PH63 NZ64 SG65 TH66"
                + " JP81 KR82 VN84 CN86 TR90 IN91 PT351 LU352 IE353 IS354 FI358 BG359 LT370 LV371"
                + " EE372 UA380 RS381 HR385 SI386 CZ420 SK421 LI423 IL972 AE971")
            .split(" ");
    for (String pair : pairs) {
      OF_COUNTRIES.put(pair.substring(0, 2), pair.substring(2));
    }
  }

  private Phones() {}

  /** A number as it is dialled within its country, and the country's code. */
  record Parts(String country, String national) {}

  static boolean isNumber(String text) {
    long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
    return digits >= 6 && digits <= 16 && NUMBER.matcher(text.strip()).matches();
  }

  /** Null where it does not begin with a country's code. */
  static Parts parts(String number) {
    String plain = number.strip();
    String rest;
    if (plain.startsWith("+")) {
      rest = plain.substring(1).strip();
    } else if (plain.startsWith("00")) {
      rest = plain.substring(2).strip();
    } else {
      return null;
    }
    int digits = 0;
    while (digits < Math.min(3, rest.length()) && Character.isDigit(rest.charAt(digits))) {
      digits++;
    }
    for (int length = 1; length <= digits; length++) {
      String code = rest.substring(0, length);
      if (length == 3 || SHORT.contains(" " + code + " ")) {
        String national = rest.substring(length).replaceFirst("^[ /.\\-–]+", "");
        return new Parts("+" + code, national.replaceFirst("^\\(0\\) ?", ""));
      }
    }
    return null;
  }

  /** The code of a country of two letters; null where it is not known here. */
  static String code(String country) {
    String code = OF_COUNTRIES.get(country);
    return code == null ? null : "+" + code;
  }
}
